CREATE TABLE jobs (
  id              VARCHAR(40)  NOT NULL PRIMARY KEY,
  sequence        BIGINT       NOT NULL,
  owner           VARCHAR(80)  NOT NULL,
  idempotency     VARCHAR(200),
  request         TEXT         NOT NULL,
  request_sum     VARCHAR(64)  NOT NULL,
  state           VARCHAR(20)  NOT NULL,
  studies_done    INTEGER      NOT NULL,
  studies_total   INTEGER      NOT NULL,
  refused         INTEGER      NOT NULL,
  starts          INTEGER      NOT NULL,
  reason          TEXT         NOT NULL,
  created_millis  BIGINT       NOT NULL,
  finished_millis BIGINT
);
CREATE UNIQUE INDEX jobs_sequence ON jobs (sequence);
CREATE UNIQUE INDEX jobs_idempotency ON jobs (owner, idempotency);
CREATE INDEX jobs_state ON jobs (state, sequence);

CREATE TABLE tokens (
  id             VARCHAR(40) NOT NULL PRIMARY KEY,
  name           VARCHAR(80) NOT NULL,
  token_sum      VARCHAR(64) NOT NULL,
  scopes         VARCHAR(80) NOT NULL,
  created_millis BIGINT      NOT NULL
);
CREATE UNIQUE INDEX tokens_sum ON tokens (token_sum);
