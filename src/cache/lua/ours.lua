-- Begins every script that changes something: only the dispatcher may, and only it tells events.
-- KEYS: 1 lease, 2 the shared state, 3 records of tags, 4 erased tags, 5 stream of events, 6 keys of all entries,
-- 7 fetch times of entries for which there was no room here, by key.
-- ARGV: 1 token, 2 epoch, 3 channel of the doorbell, 4 events kept.

-- A server that was restarted or promoted has another run_id; what it holds may be older than what was told.
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')

-- Whoever lost the lease wakes up with an old token, or finds a lease that this run of the server never granted.
local function ours()
  local lease = redis.call('HMGET', KEYS[1], 'token', 'run')
  return lease[1] == ARGV[1] and lease[2] == run
end

local function vouched()
  local shared = redis.call('HMGET', KEYS[2], 'epoch', 'run')
  return shared[1] == ARGV[2] and shared[2] == run
end

-- Events count 1, 2, 3 in an epoch, so a reader sees a gap.
local function tell(event)
  local seq = redis.call('HINCRBY', KEYS[2], 'seq', 1)
  redis.call('XADD', KEYS[5], 'MAXLEN', ARGV[4], seq .. '-0', 'event', event)
  redis.call('PUBLISH', ARGV[3], '')
end

-- A fetch time as it stands in front of an entry, or nothing when what stands there is no entry.
local function fetchTime(place)
  local head = redis.call('GETRANGE', place, 0, 15)
  return #head == 16 and not string.find(head, '%D') and head or nil
end

