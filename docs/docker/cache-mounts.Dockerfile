# The same with a cache of downloads, which survives even if the layer of the
# dependencies does not. The target directories must not be cache mounts. See
# ../docker.md for the reasons.

FROM golang:1 AS nw
RUN CGO_ENABLED=0 go install github.com/cargo-nw/cargo-nw@latest

FROM rust:1 AS base
COPY --from=nw /go/bin/cargo-nw /usr/local/bin/
WORKDIR /app

FROM base AS plan
COPY . .
RUN cargo nw skeleton --out /skeleton

FROM base AS build
COPY --from=plan /skeleton .
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/usr/local/cargo/git \
    cargo nw build --release --locked
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/usr/local/cargo/git \
    cargo nw build --release --locked

FROM debian:stable-slim
COPY --from=build /app/target/release/server /app/tools/target/release/tool /usr/local/bin/
