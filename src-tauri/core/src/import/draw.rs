//! Draws the plan: the file's bytes, the user's word for columns and rows, and what the salon knows, laid together.
//!
//! The preview and the commit both come through here; nothing is written that was not drawn.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::front_desk::PersonAct;
use super::plan::{Fate, ImportAsked, ImportKind, ImportPlan, ImportRow, RowFix};
use super::sheet::{LARGEST_FILE, Sheet};
use super::titles::is_correctable;
use super::{Source, front_desk, header, price_list, rooms, sheet, staff_list, stockroom};
use crate::catalog::SaveItem;
use crate::error::{Error, ErrorCode, Result};
use crate::room::SaveRoom;
use crate::salon::Reading;
use crate::staff::Role;
use crate::staff::edit::SaveStaff;
use crate::text;

/// The plan and what is to be done to carry it out.
pub struct Drawn {
    pub(super) plan: ImportPlan,
    pub(super) acts: Acts,
}

/// What is to be done, by register.
pub(super) enum Acts {
    People(Vec<PersonAct>),
    Sets(Vec<stockroom::Act>),
    Items(Vec<SaveItem>),
    Rooms(Vec<SaveRoom>),
    Staff(Vec<SaveStaff>),
}

/// Draws the plan of a file.
pub(super) fn drawn(view: &Reading<'_>, asked: &ImportAsked) -> Result<Drawn> {
    let bytes = content(asked)?;
    let digest = hex::encode(Sha256::digest(&bytes));
    if asked.digest.as_ref().is_some_and(|previewed| *previewed != digest) {
        return Err(Error::refused(ErrorCode::FileChanged));
    }
    let sheets = sheet::read(&bytes, &asked.file_name)?;
    let (nothing_said, nothing_fixed) = (BTreeMap::new(), BTreeMap::new());
    let columns = asked.columns.as_ref().unwrap_or(&nothing_said);
    // Where no header is found the user must be able to choose another sheet.
    let (at, layout) = header::find(&sheets, asked.sheet.as_deref(), asked.kind, columns)
        .map_err(|refusal| refusal.with("sheets", header::listed(&sheets, None)))?;
    refuse_unallowed(view, layout.kind)?;
    let sheet = sheets.get(at).ok_or_else(|| Error::refused(ErrorCode::SheetEmpty))?;
    refuse_columns_beyond(sheet, columns)?;
    let mut plan = ImportPlan::laid_out(&layout, sheet, header::listed(&sheets, Some(at)), digest);
    let source = Source { sheet, layout: &layout, fixes: asked.fixes.as_ref().unwrap_or(&nothing_fixed) };
    refuse_idle_fixes(&plan, source.fixes)?;
    let acts = match layout.kind {
        ImportKind::FrontDeskRegister => Acts::People(front_desk::draw(view, &source, &mut plan)?),
        ImportKind::StockroomRegister => Acts::Sets(stockroom::draw(view.db, view.today(), &source, &mut plan)?),
        ImportKind::PriceList => Acts::Items(price_list::draw(view.db, &source, &mut plan)?),
        ImportKind::Rooms => Acts::Rooms(rooms::draw(view.db, &source, &mut plan)?),
        ImportKind::Staff => Acts::Staff(staff_list::draw(view.db, &source, &mut plan)?),
    };
    plan.count();
    Ok(Drawn { plan, acts })
}

/// A column the sheet does not have is a slip: nothing is read from nowhere.
fn refuse_columns_beyond(sheet: &Sheet, columns: &BTreeMap<String, i64>) -> Result<()> {
    let width = sheet.rows.iter().map(Vec::len).max().unwrap_or_default();
    let is_there = |column: i64| column == -1 || usize::try_from(column).is_ok_and(|column| column < width);
    let Some((field, column)) = columns.iter().find(|(_, column)| !is_there(**column)) else { return Ok(()) };
    let refusal = Error::refused(ErrorCode::BadArguments).with("field", field);
    Err(refusal.with("column", column.saturating_add(1)).with("most", width))
}

/// A correction that hits no row or no field is a slip: it must not seem to have been heeded.
fn refuse_idle_fixes(plan: &ImportPlan, fixes: &BTreeMap<String, RowFix>) -> Result<()> {
    let is_read = |row: &&ImportRow| row.fate == Fate::Sure;
    let read: BTreeSet<String> = plan.rows.iter().filter(is_read).map(|row| row.row.to_string()).collect();
    for (row, fix) in fixes {
        if !read.contains(row) {
            return Err(Error::refused(ErrorCode::BadArguments)
                .with("field", "fixes")
                .with("row", text::said_back(row)));
        }
        let mut named = fix.values.iter().flatten().map(|(field, _)| field);
        if let Some(unknown) = named.find(|field| !is_correctable(plan.kind, field)) {
            return Err(Error::refused(ErrorCode::BadArguments)
                .with("field", text::said_back(unknown))
                .with("row", row));
        }
    }
    Ok(())
}

/// The file's bytes; one that is too large is refused before it is unpacked.
fn content(asked: &ImportAsked) -> Result<Vec<u8>> {
    if asked.content_base64.len() / 4 * 3 > LARGEST_FILE + 3 {
        return Err(sheet::too_large("bytes", LARGEST_FILE));
    }
    let decoded = STANDARD.decode(&asked.content_base64);
    decoded.map_err(|_| Error::refused(ErrorCode::BadArguments).with("field", "contentBase64"))
}

/// Registers of members are the desk's work; prices, rooms and staff belong to those who run the house.
fn refuse_unallowed(view: &Reading<'_>, kind: ImportKind) -> Result<()> {
    let runs_the_house = view.person()?.roles.iter().any(|role| matches!(role, Role::Manager | Role::Supervisor));
    let is_register = matches!(kind, ImportKind::FrontDeskRegister | ImportKind::StockroomRegister);
    if is_register || runs_the_house {
        return Ok(());
    }
    Err(Error::refused(ErrorCode::NotAllowed).with("kind", kind))
}
