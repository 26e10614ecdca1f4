# The gateway as it runs: Node, the production dependencies and the source, which Node runs as it stands.

# The same Node as the tests run on (package.json, devDependencies.node).
ARG NODE_IMAGE=node:26.10.0-bookworm-slim

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# No dependency needs an install script in production, so none gets to run one.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="agb-gateway" \
      org.opencontainers.image.description="Caching proxy in front of the Vektis AGB Raadpleegdienst" \
      org.opencontainers.image.licenses="EUPL-1.2"
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY bin bin
COPY openapi openapi
COPY src src
# The image's own user `node`, by number: Kubernetes can prove of a number that it is not root. Nothing under /app is its.
USER 1000:1000
# Callers; probes and metrics.
EXPOSE 8080 9090
# No npm in between, which would keep SIGTERM from reaching the gateway.
CMD ["node", "src/main.ts", "start"]
