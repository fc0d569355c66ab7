//! Holds the two houses against each other: the answer of one step, and every table.

use serde_json::Value;

use super::house::{House, TABLES, Told};
use super::shop::{Shop, rows_of};

/// Whether every table says what the model says.
pub(crate) fn tables(house: &House, shop: &Shop) -> Result<(), String> {
    shop.look(|db| {
        for (table, sql, of_model) in TABLES {
            let kept = rows_of(db, sql);
            let mut meant = of_model(house);
            meant.sort();
            differ(table, &meant, &kept)?;
        }
        Ok(())
    })
}

/// The first rows that stand in one list only.
pub(crate) fn differ(table: &str, meant: &[String], kept: &[String]) -> Result<(), String> {
    if meant == kept {
        return Ok(());
    }
    let lone = |of: &[String], other: &[String]| {
        let mut left = other.to_vec();
        let lone = of.iter().find(|row| match left.iter().position(|kept| kept == *row) {
            Some(at) => {
                left.swap_remove(at);
                false
            }
            None => true,
        });
        lone.cloned().unwrap_or_else(|| "nothing".to_owned())
    };
    Err(format!("rows of {table}\n    meant: {}\n    kept:  {}", lone(meant, kept), lone(kept, meant)))
}

/// Whether an answer says what it must.
pub(crate) fn answer(house: &House, told: &Told, answer: &Value) -> Result<(), String> {
    for (place, meant) in told {
        if let Some(offers) = place.strip_prefix('?') {
            house.can_be_had(meant, &answer[offers])?;
            continue;
        }
        let (at, fields) = place.split_once('#').map_or((place.as_str(), None), |(at, fields)| (at, Some(fields)));
        let said = answer.pointer(at).unwrap_or(&Value::Null);
        match fields {
            None if said != meant => return Err(format!("{place}: meant {meant}, said {said}")),
            None => {}
            Some(fields) => list(place, fields, meant, said)?,
        }
    }
    Ok(())
}

fn list(place: &str, fields: &str, meant: &Value, said: &Value) -> Result<(), String> {
    let rows = |list: &Value, row: &dyn Fn(&Value) -> String| {
        let mut rows: Vec<String> = list.as_array().map(Vec::as_slice).unwrap_or_default().iter().map(row).collect();
        rows.sort();
        rows
    };
    let named =
        |row: &Value| Value::from(fields.split(',').map(|field| row[field].clone()).collect::<Vec<_>>()).to_string();
    differ(place, &rows(meant, &|row| row.to_string()), &rows(said, &named))
}
