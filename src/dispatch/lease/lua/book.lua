#!lua flags=allow-oom
-- Begins every script: the time, whether the book is written, and its slots. All moments are ms of this server's clock.
-- KEYS: the book, the bids. ARGV: until when the command is meant, the longest that a slot can be held, the script's own.

local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local book, bids = KEYS[1], KEYS[2]
local meantUntil, longestMs = tonumber(ARGV[1]), tonumber(ARGV[2])

-- A command is meant for 100 ms from its sending, which may seem 100 ms later than it is; or for ever.
local meantMs, always = 200, 2 ^ 53 - 1

local function ms(value)
  return string.format('%.3f', value)
end

-- The server was paused, or the command too long on its way: who sent it has given it up. Or the time here was set, and
-- who sent it does not know: it would not be believed by anyone who does.
if now > meantUntil or (meantUntil < always and now < meantUntil - meantMs) then
  return { 'late', ms(now) }
end

-- A server that was restarted or promoted has another run_id; what it holds may be older than what it once confirmed.
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')

local function written()
  return redis.call('HGET', book, 'run') == run
end

-- Free at a moment, and until then held by a take. No slot is held longer than the longest: a later moment was written
-- before the time went back.
local function readSlot(value)
  local freeAt, take = string.match(value or '0 ', '^(%S+) (%S*)$')
  return { freeAt = math.min(tonumber(freeAt), now + longestMs), take = take }
end

local function writeSlot(slot)
  return ms(slot.freeAt) .. ' ' .. slot.take
end

-- As many slots as the process that asks has. Those beyond, of a greater budget before, are folded into them.
local function readSlots(count)
  local slots = {}
  for index = 1, count do
    slots[index] = readSlot()
  end
  local fields = redis.call('HGETALL', book)
  for at = 1, #fields, 2 do
    local number = tonumber(fields[at])
    if number then
      local index, slot = number % count + 1, readSlot(fields[at + 1])
      if slot.freeAt > slots[index].freeAt then
        slots[index] = slot
      end
    end
  end
  return slots
end

-- What a process knows itself (slot, ms left, take, and so on from this argument) can only make a slot free later. A
-- slot that two hold is freed by neither before its time.
local function bring(slots, from)
  for at = from, #ARGV, 3 do
    local slot, freeAt, take = slots[ARGV[at] % #slots + 1], now + ARGV[at + 1], ARGV[at + 2]
    if slot.freeAt < freeAt then
      local shared = slot.freeAt > now and slot.take ~= take
      slot.freeAt, slot.take = freeAt, shared and '' or take
    end
  end
  return slots
end

local function addSlots(reply, slots)
  for _, slot in ipairs(slots) do
    table.insert(reply, ms(math.max(0, slot.freeAt - now)))
    table.insert(reply, slot.take)
  end
  return reply
end

-- Writes the whole book. The token is greater than the newest one known, so it never repeats, whatever time does.
local function grant(process, leaseMs, newest, slots, note)
  local micros = time[1] * 1000000 + time[2]
  micros = math.max(micros, (tonumber(string.sub(newest, 1, 16)) or 0) + 1)
  local token = string.format('%016.0f', micros) .. ':' .. process
  redis.call('DEL', book, bids)
  redis.call('HSET', book, 'run', run, 'token', token, 'holder', process, 'until', ms(now + leaseMs), 'note', note)
  for index, slot in ipairs(slots) do
    redis.call('HSET', book, index - 1, writeSlot(slot))
  end
  return addSlots({ 'granted', ms(now), token, note }, slots)
end
