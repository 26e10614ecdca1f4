-- Gives the lease back, slots and all: free for the next from this moment.
-- ARGV: 3 process, 4 token, 5 note.

local process, token, note = ARGV[3], ARGV[4], ARGV[5]

local lease = redis.call('HMGET', book, 'token', 'holder')
if not written() or lease[1] ~= token or lease[2] ~= process then
  return { 'lost', ms(now) }
end
redis.call('HSET', book, 'holder', '', 'until', ms(now), 'note', note)
return { 'released', ms(now) }
