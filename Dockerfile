# The image of the `wuhao` command; its data lie in the volume /data. Without a command it serves.
#   docker build --build-arg PIP_EXTRA_INDEX_URL=<PyTorch's CPU wheel index> -t wuhao .
#   docker run --rm -v wuhao:/data -v "$PWD/samples:/files:ro" wuhao ingest /files
#   docker run --rm -v wuhao:/data --hostname localhost wuhao people invite --role staff
#   docker run --rm -v wuhao:/data -v "$PWD/samples:/files:ro" -p 127.0.0.1:8000:8000 --name wuhao wuhao
#   docker exec wuhao wuhao ask 企业交流主题日什么时候举办？
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
# 0.0.0.0 within the container; what the host opens of it is said by -p.
ENV WUHAO_HOME=/data HOME=/data WUHAO_WEB_HOST=0.0.0.0 WUHAO_WEB_PORT=8000
VOLUME /data
EXPOSE 8000
USER 10001:10001
WORKDIR /data
HEALTHCHECK --start-period=60s --timeout=10s \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['WUHAO_WEB_PORT'] + '/healthz', timeout=5)"]
ENTRYPOINT ["wuhao"]
CMD ["serve"]
