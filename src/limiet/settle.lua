#!lua flags=allow-oom
-- Gives one replica its share of every limiet, so that the shares that are written down never add up to more than 1.
-- KEYS: the book, a hash of process -> row. ARGV: what the replica says, JSON. Gives its shares, or '' when that is old.
--
-- Why what is written is never less than what is held: a row has the larger of what the replica says it holds and what it
-- is given now. It is given less: that is written only when it says so itself, in its next turn, however many replies
-- get lost. It is given more: that is written before it knows.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local me = cjson.decode(ARGV[1])

-- All in ms. Silent this long, a replica has gone back to its own equal part (standing.ts); or it is dead.
local APART = 10000
-- A name that was silent this long and comes back under another process: the one before is dead.
local SILENT = 3000
-- Nobody expects it back.
local FORGOTTEN = 300000
-- In this time every replica that can reach Redis has had its turn.
local ROUND = 1500

-- A server that was emptied, restarted or promoted does not know what is held: nobody gets more before all have told.
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local since = redis.call('HGET', KEYS[1], 'since')
local knownRun, begun = string.match(since or '', '^(%x+) (%d+)$')
if knownRun ~= run then
  redis.call('DEL', KEYS[1])
  begun = string.format('%d', now)
  redis.call('HSET', KEYS[1], 'since', run .. ' ' .. begun)
end
-- A time that went back must not make this last.
local telling = math.abs(now - tonumber(begun)) < ROUND

local others = {}
local rows = redis.call('HGETALL', KEYS[1])
for at = 1, #rows, 2 do
  local process = rows[at]
  if process ~= 'since' then
    local row = cjson.decode(rows[at + 1])
    local age = now - row.at
    if process == me.process then
      -- A turn that was given up and is run later, when Redis goes on or by another connection.
      if row.turn >= me.turn then
        return ''
      end
    elseif age > FORGOTTEN or row.name == me.name and age > SILENT then
      redis.call('HDEL', KEYS[1], process)
    else
      row.apart = age > APART
      table.insert(others, row)
    end
  end
end

-- Who asks gets what it wants and an equal part of what nobody wants; together they want too much: in proportion.
local function settle(afnemer, wish)
  local taken, room, wanted, active = 0, 1, wish.want, 1
  for _, row in ipairs(others) do
    local other = row.parts[afnemer]
    if row.apart then
      taken = taken + row.own
      room = room - row.own
    elseif other then
      taken = taken + other.held
      wanted = wanted + other.want
      active = active + 1
    end
  end
  room = math.max(0, room)
  local fair = wanted <= room and wish.want + (room - wanted) / active or wish.want * room / wanted
  local share = math.min(fair, math.max(0, 1 - taken))
  return telling and math.min(share, wish.held or me.own) or share
end

local row = { at = now, name = me.name, turn = me.turn, own = me.own, parts = {} }
local reply = { members = #others + 1, shares = {} }
for afnemer, wish in pairs(me.wishes) do
  local share = settle(afnemer, wish)
  reply.shares[afnemer] = share
  row.parts[afnemer] = { held = math.max(share, wish.held or 0), want = wish.want }
end
redis.call('HSET', KEYS[1], me.process, cjson.encode(row))
redis.call('PEXPIRE', KEYS[1], FORGOTTEN)
return cjson.encode(reply)
