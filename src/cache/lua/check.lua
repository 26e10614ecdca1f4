-- May this process still tell events in this epoch?

if not ours() then
  return 'not-ours'
end
return vouched() and 'done' or 'unvouched'
