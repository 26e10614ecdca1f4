// What tests of the FG's endpoints share: asking as the FG, and a policy with the role.

import type { TestGateway } from '../support/gateway.ts'

export const questions = ['inzage', 'gebruik', 'weigeringen', 'bulkgebruik', 'datalek'] as const
export const documents = ['verwerkingsregister', 'vektis-bijlage'] as const

/** In the policy of the tests the caller without doelen has the role fg. */
export const FG = 'sleutel-leeg'

export interface FgAsked {
  key?: string
  body?: string
  type?: string
}

/** Puts a question as the FG; whatever is not given is right. */
export const askFg = (
  { url }: Pick<TestGateway, 'url'>,
  question: string,
  { key = FG, body = '{"agbcode":"03000001"}', type = 'application/json' }: FgAsked = {},
): Promise<Response> =>
  fetch(`${url}/gateway/v1/fg/${question}`, {
    method: 'POST',
    headers: { ...(key && { authorization: `Bearer ${key}` }), ...(type && { 'content-type': type }) },
    body,
  })
