# A service image: the release is built into it, the process is not root, and the root file system
# can be mounted read-only:
#   docker run --read-only --tmpfs /tmp -p 8000:8000 mithaq
FROM python:3.11-slim

RUN useradd --create-home --uid 10001 mithaq
WORKDIR /srv/mithaq

COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY ontology ontology
COPY data data
COPY loaders loaders
COPY server server
COPY queries queries

RUN python -m pip install --no-cache-dir --disable-pip-version-check -c constraints.txt -e . \
 && mithaq build \
 && chown -R root:root /srv/mithaq \
 && chmod -R a+rX /srv/mithaq

USER mithaq
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=2)"]
CMD ["mithaq", "serve", "--host", "0.0.0.0", "--port", "8000"]
