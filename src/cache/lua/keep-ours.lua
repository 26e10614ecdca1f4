-- The dispatcher keeps what it fetched.
local function refusal()
  return not ours() and 'not-ours'
end

