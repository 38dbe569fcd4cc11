-- The usage of whole pages of a pool's entries. Derived: dropping it changes cost, never meaning.
CREATE TABLE scrip.usage (
  bucket smallint NOT NULL,
  pool bigint NOT NULL,
  page bigint NOT NULL,
  version bigint NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (bucket, pool, page)
);
