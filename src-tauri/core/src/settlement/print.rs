//! The receipt on paper: ESC/POS bytes in GBK, sent to a network printer or kept in a file.
//!
//! The bytes are made without a printer ([`bytes_of`]); sending them waits a few seconds at most. The bill is settled
//! before anything is printed: a printer that does not answer costs nothing but the paper.

use std::cell::RefCell;
use std::fs;
use std::io::Write;
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use escpos::driver::Driver;
use escpos::printer::Printer;
use escpos::utils::{Encoder, JustifyMode, Protocol};
use serde::{Deserialize, Serialize};

use super::paper::{self, Line, Type};
use super::receipt::{self, Receipt};
use crate::clock::SalonDay;
use crate::commands::Call;
use crate::error::{Error, ErrorCode, Result};
use crate::home::Home;
use crate::ids::BillId;
use crate::salon::{Caller, Salon};

/// How long a printer may take to answer, and to take the bytes.
const CONNECT_WAIT: Duration = Duration::from_secs(3);
const WRITE_WAIT: Duration = Duration::from_secs(5);

/// Chinese character mode on (`FS &`).
const CHINESE_MODE: [u8; 2] = [0x1C, 0x26];

/// Lines fed before the cut, so that the last line stands clear of the blade.
const FEED_BEFORE_CUT: u8 = 4;

/// Where to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PrintTo {
    /// The printer of the settings.
    Printer,
    /// A file in the salon's folder.
    File,
}

/// Which receipt to print, and where.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PrintReceipt {
    /// The bill.
    pub bill_id: BillId,
    /// Where; the printer if one is set, else a file.
    #[ts(optional)]
    pub to: Option<PrintTo>,
}

/// What was printed.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Printed {
    /// So many bytes.
    #[ts(type = "number")]
    pub bytes: usize,
    /// The printer's address, or the file.
    pub r#where: String,
}

/// `till.print`
pub fn print(salon: &Salon, call: &Call, _: Option<&Caller>, asked: PrintReceipt) -> Result<Printed> {
    let (receipt, day, language, printer) = salon.read(call.now, |view| {
        let receipt = receipt::of_bill(view, asked.bill_id)?;
        let settings = view.settings;
        Ok((receipt, settings.day, settings.language.clone(), settings.printer.trim().to_owned()))
    })?;
    let bytes = bytes_of(&receipt, day, &language)?;
    let to = asked.to.unwrap_or(if printer.is_empty() { PrintTo::File } else { PrintTo::Printer });
    let r#where = match to {
        PrintTo::File => keep(&Home::of_store(salon.file()), &receipt.number, &bytes)?,
        PrintTo::Printer if printer.is_empty() => return Err(Error::refused(ErrorCode::NoPrinter)),
        PrintTo::Printer => match send(&printer, &bytes) {
            Ok(()) => printer,
            Err(_) => return Err(Error::refused(ErrorCode::PrinterUnreachable).with("printer", &printer)),
        },
    };
    Ok(Printed { bytes: bytes.len(), r#where })
}

/// The receipt as the printer's bytes.
pub fn bytes_of(receipt: &Receipt, day: SalonDay, language: &str) -> Result<Vec<u8>> {
    set(&paper::laid_out(receipt, day, language)).map_err(|_| Error::Broken("a receipt that cannot be set"))
}

fn set(lines: &[Line]) -> escpos::errors::Result<Vec<u8>> {
    let sheet = Sheet::default();
    let mut printer = Printer::new(&sheet, Protocol::new(Encoder::new(encoding_rs::GBK)), None);
    printer.init()?.custom(&CHINESE_MODE)?;
    for line in lines {
        let centred = matches!(line.set, Type::Title | Type::Centred);
        printer.justify(if centred { JustifyMode::CENTER } else { JustifyMode::LEFT })?;
        let text = format!("{}\n", line.text);
        match line.set {
            Type::Title => printer.size(2, 2)?.write(&text)?.size(1, 1)?,
            Type::Strong => printer.bold(true)?.write(&text)?.bold(false)?,
            Type::Plain | Type::Centred => printer.write(&text)?,
        };
    }
    printer.feeds(FEED_BEFORE_CUT)?.print_cut()?;
    drop(printer);
    Ok(sheet.0.into_inner())
}

/// A printer that is a sheet in memory.
#[derive(Default)]
struct Sheet(RefCell<Vec<u8>>);

impl Driver for &Sheet {
    fn name(&self) -> String {
        "sheet".to_owned()
    }

    fn write(&self, data: &[u8]) -> escpos::errors::Result<()> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }

    fn read(&self, _: &mut [u8]) -> escpos::errors::Result<usize> {
        Ok(0)
    }

    fn flush(&self) -> escpos::errors::Result<()> {
        Ok(())
    }
}

fn send(printer: &str, bytes: &[u8]) -> std::io::Result<()> {
    let unknown = || std::io::Error::from(std::io::ErrorKind::AddrNotAvailable);
    let address = printer.to_socket_addrs()?.next().ok_or_else(unknown)?;
    let mut line = TcpStream::connect_timeout(&address, CONNECT_WAIT)?;
    line.set_write_timeout(Some(WRITE_WAIT))?;
    line.write_all(bytes)?;
    line.flush()
}

/// Keeps the bytes in a file of the bill's number; printed twice, it is the same file.
fn keep(home: &Home, number: &str, bytes: &[u8]) -> Result<String> {
    let folder = home.receipts_dir();
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{number}.bin"));
    let draft = folder.join(format!("{number}.draft"));
    fs::write(&draft, bytes)?;
    fs::rename(&draft, &file)?;
    Ok(file.to_string_lossy().into_owned())
}
