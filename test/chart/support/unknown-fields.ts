// Fields of an object that Kubernetes does not know: it drops them without a word, and so do its published schemas.

/** A validator of kubernetes-models; it collects what it refuses on itself. */
export interface Validate {
  (data: unknown): boolean
  errors?: unknown[] | null
}

/**
 * Paths of the fields that the validator never reads: a validator reads every field that its schema names, so one that
 * stays unread is misspelt or misplaced.
 */
export function unknownFields(manifest: object, validate: Validate): string[] {
  const unread = new Set<string>()
  const watch = (value: unknown, path: string): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const watched = new Map(Object.entries(value).map(([key, field]) => [key, watch(field, `${path}/${key}`)]))
    for (const key of watched.keys()) unread.add(`${path}/${key}`)
    return new Proxy(value, {
      get: (target, key) => {
        if (typeof key !== 'string' || !watched.has(key)) return Reflect.get(target, key)
        unread.delete(`${path}/${key}`)
        return watched.get(key)
      },
    })
  }
  validate(watch(manifest, ''))
  return [...unread]
}
