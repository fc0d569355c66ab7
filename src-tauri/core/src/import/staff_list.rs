//! The list of staff: number, name, roles, team. PINs are never in it: each person sets his own.

use rusqlite::Connection;

use super::Source;
use super::doubt::{DoubtCode, ImportDoubt};
use super::list_rows::{self, Told, settled};
use super::plan::{Decision, ImportPlan, ImportRow};
use super::read_name;
use super::written::Written;
use crate::error::Result;
use crate::staff::edit::SaveStaff;
use crate::staff::{self, Role};

/// Fills the plan's rows and says whom to write.
pub(super) fn draw(db: &Connection, source: &Source<'_>, plan: &mut ImportPlan) -> Result<Vec<SaveStaff>> {
    list_rows::draw(db, source, plan, "number", read, |row, told: Told<'_, SaveStaff>| {
        let Some(held) = staff::rows::by_number(db, &told.read.number)? else { return Ok(Some(told.read)) };
        let (read, before) = (told.read, told.before);
        if held.name != read.name && told.written.decision() != Some(Decision::Accept) {
            // A number given to somebody else: his name and roles must not pass on unseen.
            let doubt = ImportDoubt::of(DoubtCode::StaffNameDiffers, "name");
            row.doubts.push(doubt.with("kept", &held.name).with("other", &read.name));
            return Ok(None);
        }
        let name = settled(row, before, "name", &read.name, &held.name);
        let says = titles(&read.roles);
        let roles = settled(row, before, "roles", &says, &titles(&held.roles));
        let team = held.team.unwrap_or_default();
        let group = settled(row, before, "group", read.group.as_deref().unwrap_or_default(), &team);
        let roles = if roles == says { read.roles } else { held.roles };
        let (id, number) = (Some(held.id), held.number);
        let save = SaveStaff { id, number, name, group: Some(group), roles, active: held.active };
        Ok((!row.changes.is_empty()).then_some(save))
    })
}

fn read(written: &Written<'_>, row: &mut ImportRow) -> SaveStaff {
    let mut doubts = Vec::new();
    // As it will be kept: rows of one number are told apart, or not, as the store would.
    let number = staff::folded_number(&written.keepable("number", 12, &mut doubts));
    if number.is_empty() {
        doubts.push(ImportDoubt::of(DoubtCode::CodeMissing, "number"));
    }
    let name = read_name::read(&written.keepable("name", 60, &mut doubts)).name;
    if name.is_empty() {
        doubts.push(ImportDoubt::of(DoubtCode::NameMissing, "name"));
    }
    let said = written.text("roles", &mut doubts);
    let roles = read_roles(&said);
    if roles.is_empty() {
        let shown: String = said.chars().take(40).collect();
        doubts.push(ImportDoubt::of(DoubtCode::RoleUnreadable, "roles").with("text", shown));
    }
    let group = written.keepable("group", 20, &mut doubts);
    row.doubts.extend(doubts);
    row.note("number", &number);
    row.note("name", &name);
    row.note("roles", titles(&roles));
    row.note("group", &group);
    SaveStaff { id: None, number, name, group: Some(group), roles, active: true }
}

/// One or several roles; none if any of the words is no role.
fn read_roles(said: &str) -> Vec<Role> {
    let words = said.split(['/', '、', ',', '，', ';', '；', '+', ' ', '\u{3000}']).filter(|word| !word.is_empty());
    let role = |word: &str| {
        Role::from_title(word).or_else(|| Role::ALL.iter().find(|(_, name, _)| *name == word).map(|(role, _, _)| *role))
    };
    words.map(role).collect::<Option<Vec<Role>>>().unwrap_or_default()
}

/// Roles by their Chinese titles, in the order of the policy.
fn titles(roles: &[Role]) -> String {
    let held = Role::ALL.iter().filter(|(role, _, _)| roles.contains(role));
    held.map(|(_, _, title)| *title).collect::<Vec<_>>().join("、")
}
