-- Which key seals the second factors. The key itself lies in a file beside the database and is in no backup: whoever
-- has only one of the two can make no codes. `account.totp_secret` and `account.totp_pending` hold `v1:` and the base64
-- of nonce and ciphertext (AES-256-GCM, bound to the account); a value in plain base32, from before, is sealed at the
-- next start.
create table sealing_key (
    id     bigint primary key check (id = 1), -- there is one
    key_id text not null                      -- first 16 hexadecimal digits of a SHA-256 over the key
);
