//! The screens are rooms of one house: a room imports the shared furniture, never another room; the furniture imports no room.
//! The window's own channel is known to one file, so that the same screens can be served to a browser.

use crate::{Breach, Text};

/// The one file of the interface that speaks to the window.
const WINDOW: &str = "wire/window.ts";

/// Refuses an import from one room into another, any import of a room into `shared`, and the window's channel elsewhere.
pub(crate) fn check(file: &Text) -> Vec<Breach> {
    let Some(inside) = file.path.strip_prefix("ui/src/") else { return Vec::new() };
    let mut found = of_other_rooms(file, inside);
    found.extend(of_the_window(file, inside));
    found
}

fn of_the_window(file: &Text, inside: &str) -> Vec<Breach> {
    let imports = file.code_lines().filter_map(|(line, code)| Some((line, imported(code)?)));
    let wrong = imports.filter(|(_, target)| inside != WINDOW && target.starts_with("@tauri-apps/"));
    wrong
        .map(|(line, target)| {
            Breach::at(file, line, format!("imports `{target}`: only ui/src/{WINDOW} knows the window"))
        })
        .collect()
}

fn of_other_rooms(file: &Text, inside: &str) -> Vec<Breach> {
    let own = inside.strip_prefix("rooms/").and_then(|rest| rest.split_once('/')).map(|(room, _)| room);
    let furniture = inside.starts_with("shared/");
    if own.is_none() && !furniture {
        return Vec::new();
    }
    let imports = file.code_lines().filter_map(|(line, code)| Some((line, imported(code)?)));
    let resolved = imports.filter_map(|(line, target)| Some((line, room_of(&resolve(&file.path, target))?)));
    let wrong = resolved.filter(|(_, room)| own != Some(room.as_str()));
    wrong
        .map(|(line, room)| {
            Breach::at(file, line, format!("imports the room `{room}`: move what is shared to ui/src/shared"))
        })
        .collect()
}

/// The module a line imports, in any of the forms JavaScript has for it.
fn imported(code: &str) -> Option<&str> {
    let after = ["from ", "import(", "import "].iter().find_map(|form| code.split_once(form).map(|(_, rest)| rest))?;
    let quote = after.trim_start().chars().next().filter(|quote| ['\'', '"'].contains(quote))?;
    after.trim_start().get(1..)?.split(quote).next()
}

fn resolve(from: &str, target: &str) -> String {
    if !target.starts_with('.') {
        return target.to_owned();
    }
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => drop(folders.pop()),
            name => folders.push(name),
        }
    }
    folders.join("/")
}

fn room_of(target: &str) -> Option<String> {
    let (_, rest) = target.split_once("rooms/")?;
    rest.split('/').next().map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&Text::new(path, text)).len()
    }

    #[test]
    fn a_room_imports_no_other_room() {
        let desk = "ui/src/rooms/desk/DeskPage.svelte";
        assert_eq!(count(desk, "  import Card from '../members/Card.svelte'\n"), 1);
        assert_eq!(count(desk, "  const page = await import(\"../till/TillPage.svelte\")\n"), 1);
        assert_eq!(count(desk, "  import { a } from '$rooms/till/quote'\n"), 1);
        assert_eq!(
            count(desk, "  import Card from './Card.svelte'\n  import B from '../../shared/Button.svelte'\n"),
            0
        );
        assert_eq!(count("ui/src/rooms/desk/parts/Slot.svelte", "import x from '../state.svelte'\n"), 0);
    }

    #[test]
    fn one_file_knows_the_window() {
        let window = "import { invoke } from '@tauri-apps/api/core'\n";
        assert_eq!(count("ui/src/wire/window.ts", window), 0);
        assert_eq!(count("ui/src/wire/call.ts", window), 1);
        assert_eq!(count("ui/src/rooms/till/Pay.svelte", "  await import('@tauri-apps/api/event')\n"), 1);
    }

    #[test]
    fn the_furniture_imports_no_room() {
        assert_eq!(count("ui/src/shared/Button.svelte", "import x from '../rooms/desk/state.svelte'\n"), 1);
        assert_eq!(count("ui/src/app/App.svelte", "import Desk from '../rooms/desk/DeskPage.svelte'\n"), 0);
    }
}
