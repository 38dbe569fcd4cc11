-- The lock of the one thing that all buckets share: whoever takes the next number of invoices and credit notes holds it
-- until its commit, so that no number is taken twice and none is left out.
INSERT INTO scrip.house (kind, key, body) VALUES ('lock', 'series', '');
