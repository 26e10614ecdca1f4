// Commands to Redis as a client writes them (RESP): taken from a stream one by one, with their bytes.

export interface Command {
  /** As it came, to be passed on. */
  raw: Buffer
  words: readonly Buffer[]
}

/** Where the line that begins here ends, and the number behind its mark (`*` or `$`); undefined while it is not all in. */
function readNumber(bytes: Buffer, from: number): { value: number; next: number } | undefined {
  const end = bytes.indexOf('\r\n', from)
  return end < 0 ? undefined : { value: Number(bytes.toString('latin1', from + 1, end)), next: end + 2 }
}

/** The command that begins here; undefined while it is not all in. */
function readCommand(bytes: Buffer): Command | undefined {
  const count = readNumber(bytes, 0)
  if (!count) return undefined
  const words: Buffer[] = []
  let at = count.next
  while (words.length < count.value) {
    const size = readNumber(bytes, at)
    if (!size || bytes.length < size.next + size.value + 2) return undefined
    words.push(bytes.subarray(size.next, size.next + size.value))
    at = size.next + size.value + 2
  }
  return { raw: bytes.subarray(0, at), words }
}

/** Returns what takes the bytes of one connection in order, and gives the commands that are complete by then. */
export function createCommands(): (bytes: Buffer) => Command[] {
  let rest = Buffer.alloc(0)
  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    const commands: Command[] = []
    for (let next = readCommand(rest); next; next = readCommand(rest)) {
      commands.push(next)
      rest = rest.subarray(next.raw.length)
    }
    return commands
  }
}
