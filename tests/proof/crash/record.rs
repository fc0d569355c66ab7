//! What was asked and acknowledged, written down outside of the process that is killed.

use std::collections::BTreeMap;

use lantai_core::ids::RequestId;
use serde_json::Value;
use uuid::Uuid;

/// One act that changes something, as it was asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) request: RequestId,
    pub(crate) name: String,
    pub(crate) args: Value,
}

/// Everything asked of one home, over all its deaths.
#[derive(Default)]
pub(crate) struct Record {
    /// By request: the command and the digest of the answer that was given.
    pub(crate) acknowledged: BTreeMap<RequestId, (String, String)>,
    /// What each death cut short.
    pub(crate) cut_short: Vec<Asked>,
    /// Asked just now, not answered yet.
    pub(crate) under_way: Option<Asked>,
}

impl Record {
    /// One line of the victim's pipe. Gives the command's name where one is under way from now on.
    pub(crate) fn hear(&mut self, line: &str) -> Option<String> {
        let mut words = line.splitn(4, ' ');
        let (sign, request) = (words.next()?, words.next()?);
        let request = RequestId(Uuid::parse_str(request).ok()?);
        match sign {
            "?" => {
                let (name, args) = (words.next()?.to_owned(), words.next()?);
                self.asks(Asked { request, name: name.clone(), args: serde_json::from_str(args).ok()? });
                Some(name)
            }
            _ => {
                self.answers(words.next()?);
                None
            }
        }
    }

    pub(crate) fn asks(&mut self, asked: Asked) {
        self.under_way = Some(asked);
    }

    /// What is under way was answered: by a digest, or refused.
    pub(crate) fn answers(&mut self, what: &str) {
        if let Some(Asked { request, name, .. }) = self.under_way.take()
            && what != "refused"
        {
            self.acknowledged.insert(request, (name, what.to_owned()));
        }
    }

    /// The process is gone. What it was doing, if anything.
    pub(crate) fn dies(&mut self) -> Option<Asked> {
        let cut = self.under_way.take();
        self.cut_short.extend(cut.clone());
        cut
    }
}
