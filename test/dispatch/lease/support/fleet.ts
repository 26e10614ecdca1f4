// Three processes on one Redis, and what can happen to them, as commands that fast-check puts in any order.

import * as fc from 'fast-check'
import { createSlots, type Slot } from '../../../../src/dispatch/desk/slots.ts'
import type { Term } from '../../../../src/dispatch/term.ts'
import type { Clock } from '../../../../src/lib/clock.ts'
import { createFarSide, type FarSide } from './far-side.ts'
import { addMember, type Member } from './member.ts'
import { createWorld, type Fate, type Passing, type World } from './world.ts'

export const slots = 3
const callTimeoutMs = 3000
/** More than this is seen as a move of Redis time, whatever the delays on the way. */
const unseenMs = 150
const longestMs = 100 + callTimeoutMs + 1000

/** How a wire of a process is. */
const wires = ['whole', 'deaf', 'mute', 'slow'] as const
type Wire = (typeof wires)[number]

export interface Fleet extends AsyncDisposable {
  world: World
  farSide: FarSide
  members: Member[]
  wires: Map<string, Wire>
  /** The newest token that each process was told of. */
  seen: Map<string, string>
  isRedisPaused: boolean
  /** The book was lost and is not written anew: then who knows the slots must stay. */
  isFragile: boolean
  movedAt: number
  /** How far Redis time has been ahead of where it began, each time. */
  moved: number[]
  /** How long the far side takes to answer. */
  latencyMs: number
  started: number
}

export async function createFleet(url: string): Promise<Fleet> {
  const world = await createWorld(url)
  const fleet: Fleet = {
    world,
    farSide: createFarSide(world.now),
    members: [],
    wires: new Map(),
    seen: new Map(),
    isRedisPaused: false,
    isFragile: false,
    movedAt: -Infinity,
    moved: [0],
    latencyMs: 30,
    started: 0,
    [Symbol.asyncDispose]: async () => {
      for (const { host } of fleet.members) host.kill()
      await world[Symbol.asyncDispose]()
    },
  }
  world.fate((passing) => fateOf(fleet, passing))
  for (let index = 0; index < 3; index += 1) start(fleet, index)
  await world.advance(3600)
  return fleet
}

function fateOf({ isRedisPaused, wires, seen }: Fleet, { from, way, reply = [] }: Passing): Fate {
  const wire = wires.get(from) ?? 'whole'
  if (isRedisPaused && way === 'there') return 'keep'
  if (wire === 'mute' && way === 'there') return 'lose'
  if (wire === 'deaf' && way === 'back') return 'lose'
  if (wire === 'slow') return 'keep'
  const [kind = '', , token = ''] = reply
  if (['held', 'free', 'granted', 'lost'].includes(kind) && token > (seen.get(from) ?? '')) seen.set(from, token)
  return 'pass'
}

function start(fleet: Fleet, index: number) {
  const { world, farSide, started } = fleet
  const serve = (term: Term, clock: Clock) => callEndlessly(fleet, term, clock)
  const member = addMember(world, farSide, `${'abc'[index]}${started}`, { slots, callTimeoutMs, serve })
  fleet.started += 1
  fleet.members[index] = member
  member.lease.start()
}

/** As the desk does when more wait than can be served: every slot is used as soon as it may be. */
function callEndlessly(fleet: Fleet, term: Term, clock: Clock): () => void {
  const desk = createSlots({ clock, term, callTimeoutMs })

  async function callIn(slot: Slot) {
    if (!slot.mayStart()) return slot.unused()
    const call = fleet.farSide.start(callTimeoutMs)
    const { latencyMs } = fleet
    await clock.sleep(Math.min(latencyMs, callTimeoutMs))
    call.end()
    if (latencyMs < callTimeoutMs) slot.answered()
    else slot.lost()
  }

  async function serve() {
    for (;;) {
      const turn = await desk.take(() => 'someone')
      if (!turn) return
      void callIn(turn.slot)
    }
  }

  void serve()
  return desk.close
}

/** Everything works again; who is dead stays dead, but one at least is there. */
export async function heal(fleet: Fleet): Promise<void> {
  fleet.isRedisPaused = false
  fleet.wires.clear()
  fleet.latencyMs = 30
  if (mayHaveMoved(fleet)) await fleet.world.advance(longestMs)
  for (const [index, member] of fleet.members.entries()) if (member.isDown()) start(fleet, index)
  await fleet.world.letPass()
}

/** Who held the lease last of all, and so knows every slot. */
function knower({ members }: Fleet): Member | undefined {
  const token = (member: Member) => member.terms.at(-1)?.token ?? ''
  return members.reduce((a, b) => (token(b) > token(a) ? b : a))
}

/**
 * With the book gone as well, all calls of a process are known to that process alone. What is then lost with it is
 * lost: up to a budget of calls, which is accepted.
 */
const mayHarm = (fleet: Fleet, member: Member) => !fleet.isFragile || knower(fleet) !== member
const isWell = (fleet: Fleet, member: Member | undefined) =>
  member !== undefined &&
  !member.isDown() &&
  !fleet.isRedisPaused &&
  (fleet.wires.get(member.name) ?? 'whole') === 'whole'

/** A time that moved shows only to who saw it before: with the dispatcher dead as well, a new process cannot know. */
const mayHaveMoved = ({ world, movedAt }: Fleet) => world.now() - movedAt < longestMs

type Command = fc.AsyncCommand<object, Fleet>

/** A command that happens when it can, and tells of itself when a run fails. */
function command(told: string, act: (fleet: Fleet) => unknown): Command {
  return {
    check: () => true,
    toString: () => told,
    run: async (_, fleet) => {
      await act(fleet)
      await fleet.world.settle()
      if (fleet.isFragile) fleet.isFragile = !(await fleet.world.isWritten())
    },
  }
}

const onMember = (told: string, act: (fleet: Fleet, member: Member, index: number) => unknown) =>
  fc.nat({ max: 2 }).map((index) =>
    command(`${told}(${'abc'[index]})`, (fleet) => {
      const member = fleet.members[index]
      return member && act(fleet, member, index)
    }),
  )

async function loseBook(fleet: Fleet, lose: () => unknown) {
  const { world, farSide, members, seen } = fleet
  const last = knower(fleet)
  const token = last?.terms.at(-1)?.token ?? ''
  // Without who knows, the others know that they do not, and hold all slots from the first bid for 2.3 s.
  const isKnownUnknown = members.every((member) => member === last || (seen.get(member.name) ?? '') >= token)
  const isQuietByThen = farSide.quietFrom() < world.now() + 1300 && members.every((member) => !member.term())
  if (fleet.isFragile || !((isKnownUnknown && isQuietByThen) || isWell(fleet, last))) return
  await lose()
  fleet.isFragile = true
}

const advance = fc
  .oneof({ arbitrary: fc.integer({ min: 1, max: 120 }), weight: 2 }, fc.integer({ min: 120, max: 2500 }))
  .map((ms) => command(`advance(${ms})`, ({ world }) => world.advance(ms)))

const moveTime = fc.integer({ min: unseenMs, max: 6000 }).chain((ms) =>
  fc.constantFrom(1, -1).map((sign) =>
    command(`moveRedisTime(${sign * ms})`, (fleet) => {
      const ahead = (fleet.moved.at(-1) ?? 0) + sign * ms
      // Who looks away while time goes there and back cannot know.
      if (fleet.moved.some((before) => Math.abs(ahead - before) < unseenMs)) return
      fleet.world.moveRedisTime(sign * ms)
      fleet.moved.push(ahead)
      fleet.movedAt = fleet.world.now()
    }),
  ),
)

const rewire = fc.constantFrom(...wires).chain((wire) =>
  onMember(wire, (fleet, member) => {
    if (wire === 'whole' || mayHarm(fleet, member)) fleet.wires.set(member.name, wire)
  }),
)

const restart = onMember('start', (fleet, member, index) => {
  if (member.isDown() && !mayHaveMoved(fleet) && mayHarm(fleet, member)) {
    member.kill()
    start(fleet, index)
  }
})

export const commands: fc.Arbitrary<Command>[] = [
  advance,
  advance,
  fc.constantFrom(0, 30, 300, 2900, Infinity).map((ms) =>
    command(`latency(${ms})`, (fleet) => {
      fleet.latencyMs = ms
    }),
  ),
  onMember('kill', (fleet, member) => mayHarm(fleet, member) && member.kill()),
  restart,
  onMember('pause', (fleet, member) => !member.isDown() && mayHarm(fleet, member) && member.pause()),
  onMember('resume', (_, member) => member.isPaused() && member.resume()),
  onMember('handOver', (_, member) => member.isDown() || void member.lease.handOver()),
  onMember('unfit', (_, member) => member.isDown() || void member.lease.unfit()),
  onMember('look', (_, member) => member.isDown() || member.lease.look()),
  rewire,
  fc
    .boolean()
    .map((reversed) =>
      command(`letPass(${reversed ? 'reversed' : ''})`, ({ world }) =>
        world.letPass((kept) => (reversed ? kept.toReversed() : kept)),
      ),
    ),
  fc.constant(
    command('pauseRedis', (fleet) => {
      fleet.isRedisPaused ||= !fleet.isFragile
    }),
  ),
  fc.constant(
    command('resumeRedis', (fleet) => {
      fleet.isRedisPaused = false
      return fleet.world.letPass()
    }),
  ),
  fc.constant(command('empty', (fleet) => loseBook(fleet, fleet.world.empty))),
  fc.constant(command('newRun', (fleet) => loseBook(fleet, fleet.world.newRun))),
  moveTime,
]
