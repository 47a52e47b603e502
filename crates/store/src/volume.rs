//! Many public items at once, for measurements of databases as big as a county's may become.

use domain::{
    id::{ITEM_CODE_ALPHABET, ItemCode},
    plan::{ColumnCode, UnitCode},
};

use crate::{Store, db::Pool, testing::tamper};

/// Copies a public item, as many times as is said, spread evenly over `columns` with the units that answer for them and over
/// the three years before 2026-11-24. Each copy states the day on which it was formed, and was in time.
///
/// # Panics
///
/// When the database refuses.
pub async fn multiply(store: &Store, template: &ItemCode, columns: &[(ColumnCode, UnitCode)], count: u32) {
    let is_sqlite = matches!(store.pool, Pool::Sqlite { .. });
    let at = if is_sqlite {
        "strftime('%Y-%m-%dT%H:%M:%S+00:00', '2026-11-24 01:00:00', '-' || (n.i % 1095) || ' days')"
    } else {
        "timestamptz '2026-11-24 01:00:00+00' - (n.i % 1095) * interval '1 day'"
    };
    let day = |expression: &str, back: u8| {
        if is_sqlite {
            format!("date({expression}, '-{back} days')")
        } else {
            format!("cast({expression} as date) - {back}")
        }
    };
    let alphabet = std::str::from_utf8(ITEM_CODE_ALPHABET).expect("letters and digits");
    let base = ITEM_CODE_ALPHABET.len();
    let code: String =
        (0..5u32).map(|place| format!(" || substr('{alphabet}', n.i / {} % {base} + 1, 1)", base.pow(place))).collect();
    let places: Vec<String> =
        columns.iter().enumerate().map(|(at, (column, unit))| format!("({at}, '{column}', '{unit}')")).collect();
    let numbers = format!(
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < {count}),
              place (k, column_code, unit) as (values {})",
        places.join(", ")
    );
    tamper(
        store,
        &format!(
            "insert into item (code, column_code, unit, unit_name, origin, created_at, newest, stage, title, since,
                               changed_at, live, first_published_at, published_at)
             {numbers}
             select 'bcd'{code}, place.column_code, place.unit, t.unit_name, 'import', {at}, 1, 'published',
                    t.title || ' ' || n.i, {at}, {at}, 1, {at}, {at}
               from n
               join place on place.k = n.i % {}
               join item t on t.code = '{template}'",
            columns.len()
        ),
    )
    .await;
    let copies = format!(
        "from item i
         join item t on t.code = '{template}'
         join revision r on r.item = t.id and r.number = t.live
         join publication p on p.item = t.id
        where i.code like 'bcd%'"
    );
    for statement in [
        format!(
            "insert into revision (item, number, version, stage, title, body, body_seal, content, content_hash,
                                   authors, created_name, created_at, saved_name, saved_at)
             select i.id, 1, 1, 'published', i.title, r.body, r.body_seal, r.content, r.content_hash,
                    r.authors, '', i.created_at, '', i.created_at
             {copies}"
        ),
        format!(
            "insert into publication (item, revision, code, column_code, title, summary, source, published_at, picture_alt,
                                      unit_name, signed_by_unit)
             select i.id, 1, i.code, i.column_code, i.title, p.summary, p.source, i.published_at, '', p.unit_name, ''
             {copies}"
        ),
        format!(
            "insert into event_clock (item, revision, column_code, unit, event_on, event_kind, public_on)
             select i.id, 1, i.column_code, i.unit, {}, 'formed', {}
             {copies}",
            day("i.published_at", 5),
            day("i.published_at", 0),
        ),
    ] {
        tamper(store, &statement).await;
    }
    tamper(store, "analyze").await;
}
