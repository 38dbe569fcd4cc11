-- The first shape of the ledger. The bucket stands first in every primary key and unique index, so that a distributed
-- PostgreSQL can place each bucket on a machine of its own.

-- One row: what is fixed for the life of the ledger.
CREATE TABLE scrip.ledger (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  id uuid NOT NULL,
  buckets smallint NOT NULL CHECK (buckets > 0)
);

-- What happened, in canonical bytes. Appended to and never changed.
CREATE TABLE scrip.entry (
  bucket smallint NOT NULL,
  pool bigint NOT NULL,
  seq bigint NOT NULL,
  at bigint NOT NULL,
  key uuid,
  body bytea NOT NULL,
  PRIMARY KEY (bucket, pool, seq)
);

CREATE UNIQUE INDEX entry_key ON scrip.entry (bucket, key) WHERE key IS NOT NULL;

-- One record for each commit of a bucket, chained: sections are pool, first seq, count of entries and head after them.
CREATE TABLE scrip.commit (
  bucket smallint NOT NULL,
  number bigint NOT NULL,
  at bigint NOT NULL,
  before bytea NOT NULL,
  hash bytea NOT NULL,
  sections bytea NOT NULL,
  attempt uuid NOT NULL,
  PRIMARY KEY (bucket, number)
);

CREATE UNIQUE INDEX commit_attempt ON scrip.commit (bucket, attempt);

-- The end of each bucket's chain of commits.
CREATE TABLE scrip.tip (
  bucket smallint NOT NULL,
  number bigint NOT NULL,
  before bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (bucket)
) WITH (fillfactor = 10);

-- The end of each pool's chain of entries; the row is the pool's lock. Nobody whose claim is not above the fence makes an
-- account in it. A row without entries was fenced before it was opened.
CREATE TABLE scrip.pool (
  bucket smallint NOT NULL,
  pool bigint NOT NULL,
  last_seq bigint NOT NULL,
  head bytea NOT NULL,
  next_due bigint,
  fence bigint NOT NULL,
  PRIMARY KEY (bucket, pool)
) WITH (fillfactor = 50);

CREATE INDEX pool_next_due ON scrip.pool (bucket, next_due);

-- Pools folded from their entries up to some entry. Derived: dropping them changes cost, never meaning.
CREATE TABLE scrip.snapshot (
  bucket smallint NOT NULL,
  pool bigint NOT NULL,
  seq bigint NOT NULL,
  version bigint NOT NULL,
  head bytea NOT NULL,
  state bytea NOT NULL,
  PRIMARY KEY (bucket, pool)
) WITH (fillfactor = 50);

-- Which pool an account is claimed for. It belongs there when that pool's entries say so; until then the claim may be
-- taken over. The bucket is that of the id, not of the pool.
CREATE TABLE scrip.account (
  bucket smallint NOT NULL,
  id text COLLATE "C" NOT NULL,
  pool bigint NOT NULL,
  token bigint NOT NULL,
  PRIMARY KEY (bucket, id)
);

-- Documents that belong to a pool.
CREATE TABLE scrip.doc (
  bucket smallint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (bucket, kind, key)
);

-- Documents that every process keeps in memory. No spend writes them.
CREATE TABLE scrip.house (
  kind text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (kind, key)
);

-- One row: counts the writes of house documents.
CREATE TABLE scrip.generation (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  number bigint NOT NULL
);

INSERT INTO scrip.generation (number) VALUES (1);

CREATE SEQUENCE scrip.pool_no;

CREATE SEQUENCE scrip.token;
