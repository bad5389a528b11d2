namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>One rule with its code; Needs says what of the outside world it cannot do without.</summary>
internal sealed record Check(string Code, Func<CheckContext, IEnumerable<Finding>> Run, Func<RegistrySnapshot, bool> CanRun, string Needs)
{
    public Check(string code, Func<CheckContext, IEnumerable<Finding>> run) : this(code, run, _ => true, "") { }
}

/// <summary>The list, in the order of the codes. C15 is the loader's. A code stands twice where one half needs the outside world.</summary>
internal static class Checks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("C01", CoverageChecks.Gaps),
        new("C02", CoverageChecks.Disagreements),
        new("C03", StepChecks.Unreachable),
        new("C04", StepChecks.LastResort),
        new("C05", CoverageChecks.ChangesWithoutEffect),
        new("C06", ContactChecks.Unverified),
        new("C06", ContactChecks.Failing, r => r.Destinations is not null, "delivery failures of each destination"),
        new("C07", TimingChecks.TooLateForTheDeadline),
        new("C08", TimingChecks.TooShortToAnswer),
        new("C09", CaseChecks.Uncovered),
        new("C10", RepetitionChecks.GoesNowhere),
        new("C11", StepChecks.Loops),
        new("C12", StepChecks.CannotBeAcknowledged),
        new("C12", StepChecks.CannotBeAcknowledgedAtTimes),
        new("C13", PrivacyChecks.Contacts),
        new("C13", PrivacyChecks.Messages, r => r.Messages is not null, "message templates"),
        new("C14", QuietChecks.Delay),
        new("C16", ContactChecks.SharedInFile),
        new("C16", ContactChecks.SharedElsewhere, r => r.Destinations is not null, "contacts of the other practices"),
        new("C17", CalendarChecks.Holidays),
        new("C18", CalendarChecks.AwkwardHandoffs),
        new("C19", PeopleChecks.Unavailable, r => r.People is not null, "staff directory, licences and leave"),
        new("C20", PeopleChecks.Unfair),
        new("C21", ImportChecks.Imports, r => r.Imports is not null, "state of the imported rotas"),
        new("C22", ContactChecks.OneProvider, r => r.Destinations is not null, "provider of each destination"),
        new("C23", TimingChecks.TooManyPages),
        new("C24", CaseChecks.LongerThanPromised),
        new("C25", ApprovalChecks.Approval),
        new("C25", ApprovalChecks.ApprovedText, r => r.ApprovedHash is not null, "hash of the approved text"),
        new("C26", PeopleChecks.CaregiverConsent, r => r.People is not null, "consents and languages of caregivers"),
        new("C26", ContactChecks.LandlineTexts, r => r.Destinations is not null, "carrier look-up of each number"),
        new("C27", PrivacyChecks.Wording, r => r.Messages is not null, "message templates"),
        new("C28", CoverageChecks.ChangedOwners, r => r.Published is not null, "the version in force"),
    ];
}
