//! What the program itself says to customers. `{name}` is filled in, `**bold**` as everywhere.

macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident = $id:literal: $english:literal [$($slot:literal),*],)+) => {
        /// A sentence or a heading that customers read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Phrase {
            $($(#[$doc])* #[doc = concat!("\"", $english, "\"")] $name,)+
        }

        impl Phrase {
            /// All phrases.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Returns the English text.
            pub fn english(self) -> &'static str {
                match self { $(Self::$name => $english,)+ }
            }

            /// Returns what is filled in, with its braces.
            pub fn slots(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$(concat!("{", $slot, "}")),*],)+ }
            }

            fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }
        }
    };
}

phrases! {
    YourHelpdesk = "your-helpdesk": "Your helpdesk" [],
    Ticket = "ticket": "Ticket {reference}" ["reference"],
    ForCustomer = "for-customer": "For {customer}." ["customer"],
    PreparedBy = "prepared-by": "Prepared by {technician}, who took your call." ["technician"],
    AffectedUser = "affected-user": "Affected user: {user}." ["user"],
    DoneToday = "done-today": "Done today" [],
    DoneSoFar = "done-so-far": "Done so far" [],
    Solved = "solved": "Solved" [],
    AllConfirmed = "all-confirmed": "The repair is confirmed. There is nothing left to do." [],
    LeftForYou = "left-for-you": "Still to do" [],
    OneStepLeft = "one-step-left": "One step, about {minutes}." ["minutes"],
    StepsLeft = "steps-left": "{steps} steps, about {minutes}." ["steps", "minutes"],
    LeftFrom = "left-from": "From {time}, when the change has taken effect." ["time"],
    OneMinute = "one-minute": "1 minute" [],
    Minutes = "minutes": "{minutes} minutes" ["minutes"],
    RepairedHeadline = "repaired-headline": "Repaired: {cause}" ["cause"],
    WorkingHeadline = "working-headline": "In progress: {cause}" ["cause"],
    LookingHeadline = "looking-headline": "We are looking into your problem" [],
    PassedOnHeadline = "passed-on-headline": "We passed your problem on to specialists" [],
    ClosedHeadline = "closed-headline": "We closed your request without a repair" [],
    WhatWasWrong = "what-was-wrong": "What was wrong" [],
    WhatIsWrong = "what-is-wrong": "What is wrong" [],
    WhatWeSaw = "what-we-saw": "What we saw: {symptoms}." ["symptoms"],
    TriedWithoutEffect = "tried-without-effect": "Ruled out, because its repair did not help: {causes}." ["causes"],
    WhatWeChanged = "what-we-changed": "What we changed" [],
    StepsDone = "steps-done": "{steps}." ["steps"],
    Setting = "setting": "Setting" [],
    Before = "before": "Before" [],
    After = "after": "After" [],
    HowToUndo = "how-to-undo": "How to undo" [],
    AsDescribed = "as-described": "Done" [],
    LastChange = "last-change": "Last changed on {time}. No other change is recorded." ["time"],
    AlsoDone = "also-done": "Also done, without changing a setting: {steps}." ["steps"],
    Checked = "checked": "Checked on {time}: {proofs}." ["time", "proofs"],
    ProvedUserExists = "proved-user-exists": "the user is there" [],
    ProvedNotSuspended = "proved-not-suspended": "the account is active" [],
    ProvedNotArchived = "proved-not-archived": "the account is not archived" [],
    ProvedFirstName = "proved-first-name": "first name is set" [],
    ProvedLastName = "proved-last-name": "last name is set" [],
    ProvedSuperAdmin = "proved-super-admin": "the account is a super admin" [],
    ProvedJumpcloudToken = "proved-jumpcloud-token": "JumpCloud has access to the account" [],
    ProvedSecondFactor = "proved-second-factor": "2-Step Verification is set up" [],
    ProvedSignedIn = "proved-signed-in": "the user has signed in to Google" [],
    ProvedActivated = "proved-activated": "the user is activated in JumpCloud" [],
    ProvedNotLocked = "proved-not-locked": "the account is not locked" [],
    ProvedPasswordValid = "proved-password-valid": "the password is valid" [],
    ProvedPasswordExported = "proved-password-exported": "passwords are exported to Google" [],
    ProvedNotExternallyManaged = "proved-not-externally-managed": "JumpCloud manages the user" [],
    ProvedEventWorked = "proved-event-worked": "the last event succeeded" [],
    StillToDo = "still-to-do": "What is still to do" [],
    WhatToDo = "what-to-do": "What to do" [],
    AfterTime = "after-time": "After {time}." ["time"],
    WithRole = "with-role": "You need the account of a {role}." ["role"],
    WithRoles = "with-roles": "You need the accounts of these roles: {roles}." ["roles"],
    ByUser = "by-user": "The affected user does this." [],
    RoleSuperAdmin = "role-super-admin": "Google super admin" [],
    RoleGoogleAdmin = "role-google-admin": "Google admin" [],
    RoleJumpcloudAdmin = "role-jumpcloud-admin": "JumpCloud admin" [],
    RoleBillingAdmin = "role-billing-admin": "JumpCloud admin with billing" [],
    OpenPage = "open-page": "Open {product}: {address}" ["product", "address"],
    Afterwards = "afterwards": "Afterwards: {see}" ["see"],
    BeforeYouStart = "before-you-start": "Before you click: {warning}" ["warning"],
    Undo = "undo": "To undo it: {undo}" ["undo"],
    NeedsTime = "needs-time": "{wait}. {reason}" ["wait", "reason"],
    SimplifiedDrawing = "simplified-drawing": "Simplified drawing, your console may look different" [],
    LittleDifferent = "little-different": "Simplified drawing, your console may look a little different" [],
    DrawingOf = "drawing-of": "Drawing of {page} in {product}" ["page", "product"],
    NextHeading = "next-heading": "What happens next" [],
    NextOpen = "next-open": "We are still working on the repair." [],
    NextCheck = "next-check": "Now we check together whether it works." [],
    NextWaiting = "next-waiting": "A change needs time to take effect. We check again after that." [],
    NextSolved = "next-solved": "There is nothing left to do. If the problem returns, please call us and name the ticket." [],
    NextPassedOn = "next-passed-on": "Specialists continue with everything we know so far. We keep you informed." [],
    NextClosed = "next-closed": "Please call us if the problem returns." [],
    NextCallback = "next-callback": "We call you on **{time}** and check the result together." ["time"],
    NextCallbackInWait = "next-callback-in-wait": "We call you on **{time}**. The change may not have taken full effect by then." ["time"],
    QuestionsBoth = "questions-both": "Questions? Call **{phone}** or write to {email} and name {reference}." ["phone", "email", "reference"],
    QuestionsPhone = "questions-phone": "Questions? Call **{phone}** and name {reference}." ["phone", "reference"],
    QuestionsEmail = "questions-email": "Questions? Write to {email} and name {reference}." ["email", "reference"],
    QuestionsNone = "questions-none": "Questions? Call us and name {reference}." ["reference"],
    PageOf = "page-of": "Page {page} of {pages}" ["page", "pages"],
    LacksCharacters = "lacks-characters": "The fonts of this PDF lack some characters of the text. They are shown without their accents or as a question mark. The HTML and text formats show them all." [],
    Shortened = "shortened": "(Shortened to fit. The full document has the rest.)" [],
    WalkthroughTitle = "walkthrough-title": "Step by step: {method}" ["method"],
    WalkthroughLead = "walkthrough-lead": "{steps} steps, about {minutes}. Do them in this order." ["steps", "minutes"],
    StepTitle = "step-title": "{number}. {title}" ["number", "title"],
    StepOf = "step-of": "Step {step} of {steps}" ["step", "steps"],
    Subject = "subject": "Restoring Google Workspace sync" [],
    YouShouldSee = "you-should-see": "You should see" [],
    Then = "then": "Then" [],
    BeforeYouClick = "before-you-click": "Before you click" [],
    TakesMinutes = "takes-minutes": "Takes up to {minutes} minutes" ["minutes"],
    TakesAnHour = "takes-an-hour": "Takes up to an hour" [],
    TakesHours = "takes-hours": "Takes up to {hours} hours" ["hours"],
    AllStepsDone = "all-steps-done": "All steps are done" [],
    WhatWasDone = "what-was-done": "What was done" [],
    Date = "date": "{weekday}, {day} {month} {year}" ["day", "month", "year"],
    DateAndTime = "date-and-time": "{date}, {time}" ["date", "time"],
    Monday = "monday": "Monday" [],
    Tuesday = "tuesday": "Tuesday" [],
    Wednesday = "wednesday": "Wednesday" [],
    Thursday = "thursday": "Thursday" [],
    Friday = "friday": "Friday" [],
    Saturday = "saturday": "Saturday" [],
    Sunday = "sunday": "Sunday" [],
    January = "january": "January" [],
    February = "february": "February" [],
    March = "march": "March" [],
    April = "april": "April" [],
    May = "may": "May" [],
    June = "june": "June" [],
    July = "july": "July" [],
    August = "august": "August" [],
    September = "september": "September" [],
    October = "october": "October" [],
    November = "november": "November" [],
    December = "december": "December" [],
}

/// What the name of a phrase begins with, among all texts.
const PREFIX: &str = "phrase.";

impl Phrase {
    /// Returns its name among all texts that customers read.
    pub fn name(self) -> String {
        format!("{PREFIX}{}", self.id())
    }

    /// Returns the phrase of a name; `None` if the name is that of another text.
    pub fn of_name(name: &str) -> Option<Self> {
        let id = name.strip_prefix(PREFIX)?;
        Self::ALL.iter().copied().find(|phrase| phrase.id() == id)
    }
}
