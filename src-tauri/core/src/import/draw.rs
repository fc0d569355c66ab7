//! Draws the plan: the file's bytes, the user's word for columns and rows, and what the salon knows, laid together.
//!
//! The preview and the commit both come through here; nothing is written that was not drawn.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::front_desk::PersonAct;
use super::plan::{ImportAsked, ImportKind, ImportPlan};
use super::sheet::LARGEST_FILE;
use super::{Source, front_desk, header, price_list, rooms, sheet, staff_list, stockroom};
use crate::catalog::SaveItem;
use crate::error::{Error, ErrorCode, Result};
use crate::room::SaveRoom;
use crate::salon::Reading;
use crate::staff::Role;
use crate::staff::edit::SaveStaff;

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
    if asked.fixes.iter().flat_map(BTreeMap::keys).any(|row| row.parse::<u32>().is_err()) {
        return Err(Error::refused(ErrorCode::BadArguments).with("field", "fixes"));
    }
    let (nothing_said, nothing_fixed) = (BTreeMap::new(), BTreeMap::new());
    let columns = asked.columns.as_ref().unwrap_or(&nothing_said);
    // Where no header is found the user must be able to choose another sheet.
    let (at, layout) = header::find(&sheets, asked.sheet.as_deref(), asked.kind, columns)
        .map_err(|refusal| refusal.with("sheets", header::listed(&sheets, None)))?;
    refuse_unallowed(view, layout.kind)?;
    let sheet = sheets.get(at).ok_or_else(|| Error::refused(ErrorCode::SheetEmpty))?;
    let mut plan = ImportPlan::laid_out(&layout, sheet, header::listed(&sheets, Some(at)), digest);
    let source = Source { sheet, layout: &layout, fixes: asked.fixes.as_ref().unwrap_or(&nothing_fixed) };
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
