// A world with members that have started, one of which holds the lease and may call.

import assert from 'node:assert/strict'
import { createFarSide, type FarSide } from './far-side.ts'
import { addMember, type Member, type MemberOptions } from './member.ts'
import { createWorld, type World } from './world.ts'

export interface Started extends AsyncDisposable {
  world: World
  farSide: FarSide
  members: Member[]
  holder: Member
  /** The first that is not the holder. */
  other: Member
}

/** Until all slots are free that nobody knew. */
const atRestMs = 3000

export async function start(url: string, names: readonly string[], options: MemberOptions = {}): Promise<Started> {
  const world = await createWorld(url)
  const farSide = createFarSide(world.now)
  const members = names.map((name) => addMember(world, farSide, name, options))
  for (const member of members) member.lease.start()
  await world.advance(atRestMs)
  const holder = members.find((member) => member.term())
  assert.ok(holder, 'somebody holds the lease')
  const other = members.find((member) => member !== holder) ?? holder
  return { world, farSide, members, holder, other, [Symbol.asyncDispose]: world[Symbol.asyncDispose] }
}

/** The first moment, in ms from now, at which this is so. */
export async function until(world: World, isSo: () => boolean, atMostMs: number): Promise<number> {
  const from = world.now()
  while (!isSo() && world.now() - from < atMostMs) await world.advance(1)
  return world.now() - from
}
