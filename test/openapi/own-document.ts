// Our own document as the tests read it, beside the one that describes Vektis.

import { readDocument } from '../support/openapi-document.ts'

export const OWN_DOCUMENT = new URL('../../openapi/agb-gateway.yaml', import.meta.url)

export const readOwnDocument = () => readDocument(OWN_DOCUMENT)
