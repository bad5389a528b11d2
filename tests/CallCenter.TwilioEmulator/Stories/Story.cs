namespace CallCenter.TwilioEmulator.Stories;

/// <summary>A ready-made call: who rings, what they key, what the doctors' phones do, what is said to the nurse.</summary>
internal sealed record Story(
    string Id, string Title, string Summary, string From, string To, string BirthDate, string Danger,
    IReadOnlyDictionary<string, string> Phones, IReadOnlyList<string> Lines);
