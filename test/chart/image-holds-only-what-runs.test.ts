// The image is built on the Node of the tests, as nobody in particular, from a closed list of files.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { repository } from './support/helm.ts'

const read = (file: string) => readFile(`${repository}${file}`, 'utf8')
const dockerfile = await read('Dockerfile')
const instructions = dockerfile
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
const argumentsOf = (word: string) =>
  instructions.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))

test('its Node is the pinned one', async () => {
  const { devDependencies } = JSON.parse(await read('package.json')) as { devDependencies: Record<string, string> }
  assert.deepEqual(argumentsOf('ARG'), [`NODE_IMAGE=node:${devDependencies['node']}-bookworm-slim`])
  for (const from of argumentsOf('FROM')) assert.match(from, /^\$\{NODE_IMAGE\}/)
})

test('it runs node itself, as a numbered user that is not root', () => {
  assert.deepEqual(argumentsOf('CMD'), ['["node", "src/main.ts", "start"]'])
  assert.deepEqual(argumentsOf('USER'), ['1000:1000'])
})

test('only production dependencies go in, and none runs a script of its own', () => {
  const [install, ...others] = argumentsOf('RUN')
  assert.match(install ?? '', /^npm ci --omit=dev --ignore-scripts\b/)
  assert.deepEqual(others, [])
})

test('the build sees nothing but what it copies', async () => {
  const [everything, ...allowed] = (await read('.dockerignore')).split('\n').filter((line) => /^[^#]/.test(line))
  assert.equal(everything, '*')
  const copied = argumentsOf('COPY')
    .filter((what) => !what.startsWith('--from'))
    .flatMap((what) => what.split(' ').slice(0, -1))
  assert.deepEqual(allowed.map((line) => line.replace('!', '')).sort(), [...new Set(copied)].sort())
})
