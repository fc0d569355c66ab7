//! What the page of the window may ask. One command carries every call to the core's table; the others exist because
//! before a store is open there is no core to ask.
//!
//! Everything that touches the disk runs beside the window's own thread, so that the window never stops answering.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;

use lantai_core::commands::{Answer, Call, Place, dispatch};
use lantai_core::error::{Error, ErrorCode, Failure};
use lantai_core::home::{Founding, Home};
use lantai_core::ids::RequestId;
use lantai_core::salon::Who;
use lantai_core::store::backup::{self, BackupLine};
use lantai_core::store::key::RecoveryPhrase;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use crate::house::{House, HouseState};
use crate::network::{Invite, NetworkState};
use crate::{demo, machine};

type Held<'a> = State<'a, Arc<House>>;

/// Carries one call of the table to the core.
#[tauri::command]
pub(crate) async fn call(
    house: Held<'_>,
    name: String,
    args: Value,
    session: Option<String>,
    request_id: Option<RequestId>,
) -> Result<Answer, Failure> {
    beside(&house, move |house| {
        let who = session.map_or(Who::Nobody, Who::Session);
        let call =
            Call { name, args, request_id, who, device: machine::device(), place: Place::Desk, now: machine::now() };
        let answer = dispatch(&*house.salon()?, &call);
        if answer.as_ref().is_err_and(|failure| failure.code == ErrorCode::StoreDamaged) {
            house.look_over();
        }
        answer
    })
    .await
}

/// In which state the house is; opens the salon if it can.
#[tauri::command]
pub(crate) async fn house_state(house: Held<'_>) -> Result<HouseState, Failure> {
    beside(&house, |house| Ok(house.state())).await
}

/// What the first-start screen asks for.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FoundingAsked {
    salon_name: String,
    manager_number: String,
    manager_name: String,
    pin: String,
    #[serde(default)]
    language: Option<String>,
}

/// What the first-start screen shows once, to be printed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Founded {
    recovery_phrase: Vec<String>,
    key_place: &'static str,
}

/// Founds a new, empty salon.
#[tauri::command]
pub(crate) async fn house_found(house: Held<'_>, founding: FoundingAsked) -> Result<Founded, Failure> {
    let founding = Founding {
        salon_name: founding.salon_name,
        language: founding.language.unwrap_or_else(|| "zh-Hans".to_owned()),
        demo: false,
        manager: (founding.manager_number, founding.manager_name, founding.pin),
    };
    beside(&house, move |house| {
        house.found(|home, _| {
            let (salon, phrase) = home.found(&founding, machine::now())?;
            Ok((salon, shown_once(home, &phrase)?))
        })
    })
    .await
}

/// Founds the demo salon; its progress is pushed.
#[tauri::command]
pub(crate) async fn house_open_demo(house: Held<'_>) -> Result<Founded, Failure> {
    beside(&house, |house| {
        house.found(|home, told| {
            let (salon, phrase) = demo::found(home, told)?;
            Ok((salon, shown_once(home, &phrase)?))
        })
    })
    .await
}

fn shown_once(home: &Home, phrase: &RecoveryPhrase) -> Result<Founded, Failure> {
    let recovery_phrase = phrase.characters().split_whitespace().map(ToOwned::to_owned).collect();
    let key_place = home.key_place()?;
    Ok(Founded { recovery_phrase, key_place })
}

/// The backups that lie in this salon's own folder, the newest first.
#[tauri::command]
pub(crate) async fn house_backups(house: Held<'_>) -> Result<Vec<BackupLine>, Failure> {
    beside(&house, |house| Ok(backup::generations(&backup::folder_of(&house.home.store_file())))).await
}

/// Lets the user choose a backup from anywhere.
#[tauri::command]
pub(crate) async fn house_pick_backup(app: AppHandle, house: Held<'_>) -> Result<Option<String>, Failure> {
    beside(&house, move |_| {
        let picked = app.dialog().file().add_filter("Lantai", &["backup", "db"]).blocking_pick_file();
        Ok(picked.and_then(|file| file.into_path().ok()).map(|file| file.display().to_string()))
    })
    .await
}

/// Brings a backup back as the store and opens it: one of the salon's own by its name, or any by its full path.
#[tauri::command]
pub(crate) async fn house_restore(house: Held<'_>, file: String, phrase: Option<String>) -> Result<(), Failure> {
    beside(&house, move |house| {
        let own = backup::folder_of(&house.home.store_file()).join(&file);
        let file = if own.exists() { own } else { PathBuf::from(file) };
        let phrase = phrase.filter(|phrase| !phrase.trim().is_empty());
        house.restore(&file, phrase.as_deref())
    })
    .await
}

/// Brings the salon's key back by its recovery phrase and opens it: nothing that was written goes missing.
#[tauri::command]
pub(crate) async fn house_recover(house: Held<'_>, phrase: String) -> Result<(), Failure> {
    beside(&house, move |house| house.recover(&phrase)).await
}

/// Goes on, knowingly, with a store whose newest records are missing, and opens it.
#[tauri::command]
pub(crate) async fn house_accept_loss(house: Held<'_>) -> Result<(), Failure> {
    beside(&house, House::accept_loss).await
}

/// Shows the salon's folder in the desktop's own file manager.
#[tauri::command]
pub(crate) async fn house_open_folder(house: Held<'_>) -> Result<(), Failure> {
    beside(&house, |house| {
        let opener = if cfg!(windows) {
            "explorer"
        } else if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        };
        let opened = Command::new(opener).arg(&house.home.dir).stdin(Stdio::null()).stdout(Stdio::null()).spawn();
        opened.map(drop).map_err(|error| {
            log::warn!("cannot show the folder: {error}");
            Error::refused(ErrorCode::FolderUnusable).with("folder", house.home.dir.display().to_string()).failure()
        })
    })
    .await
}

/// How this computer serves the shop's network.
#[tauri::command]
pub(crate) async fn lan_state(house: Held<'_>) -> Result<NetworkState, Failure> {
    beside(&house, |house| Ok(house.network.state())).await
}

/// Invites one tablet.
#[tauri::command]
pub(crate) async fn lan_invite(house: Held<'_>, session: String, request_id: RequestId) -> Result<Invite, Failure> {
    beside(&house, move |house| {
        let salon = house.salon()?;
        house.network.invite(&salon, Who::Session(session), machine::device(), request_id)
    })
    .await
}

async fn beside<T: Send + 'static>(
    house: &Held<'_>,
    work: impl FnOnce(&House) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let house = Arc::clone(house);
    let done = tauri::async_runtime::spawn_blocking(move || work(&house)).await;
    done.unwrap_or_else(|lost| {
        log::error!("a call ended without an answer: {lost}");
        Err(Error::refused(ErrorCode::Internal).failure())
    })
}
