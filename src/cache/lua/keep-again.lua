-- Any replica puts back what it still holds of what this Redis lost, in the epoch that it names, until the first list of
-- changed tags is applied: that list asks who holds what, and would be told to nobody for what comes later.
local function refusal()
  if fetchTime(KEYS[8]) == ARGV[6] or redis.call('HGET', KEYS[7], ARGV[8]) == ARGV[6] then
    return 'kept'
  end
  return (not vouched() or redis.call('HGET', KEYS[2], 'settled')) and 'settled'
end

