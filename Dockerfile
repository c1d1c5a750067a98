# The image of the `wuhao` command; its data lie in the volume /data.
#   docker build --build-arg PIP_EXTRA_INDEX_URL=<PyTorch's CPU wheel index> -t wuhao .
#   docker run --rm -v wuhao:/data -v "$PWD/samples:/files:ro" wuhao ingest /files
#   docker run --rm -v wuhao:/data wuhao ask 企业交流主题日什么时候举办？
FROM python:3.11-slim

# torch comes as the CPU build from PyTorch's CPU wheel index (pytorch.org, Get Started, CPU).
# The build of the default index wants CUDA libraries that the lock leaves out, and fails the check below.
ARG PIP_EXTRA_INDEX_URL=
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PYTHONUNBUFFERED=1

WORKDIR /app
COPY requirements.lock ./
RUN python -m pip install --no-deps -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY knowledge ./knowledge
COPY ingest ./ingest
COPY bot ./bot
RUN python -m pip install --no-deps --no-build-isolation . \
    && python -m pip check \
    && python -c "import torch, ingest.readers, psycopg; assert psycopg.pq.__impl__ == 'binary'"

RUN install -d -o 10001 -g 10001 /data
ENV WUHAO_HOME=/data HOME=/data
VOLUME /data
USER 10001:10001
WORKDIR /data
ENTRYPOINT ["wuhao"]
CMD ["doctor"]
