#!lua
-- Puts another cut of the same fetch in the place of an entry, if that one is still there: an entry that was erased
-- since it was read must not come back.
-- KEYS: the entry. ARGV: 1 value, 2 delete at.

if redis.call('GETRANGE', KEYS[1], 0, 15) ~= string.sub(ARGV[1], 1, 16) then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PXAT', ARGV[2])
return 1
