namespace CallCenter.TwilioEmulator.Conferences;

/// <summary>A room. init until two are in and one of them may start it; then in-progress; then completed, for good.</summary>
internal sealed class Conference(string sid, string name, DateTimeOffset createdAt)
{
    public string Sid => sid;

    public string Name => name;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    public string Status { get; set; } = "init";

    public ConferenceTerms? Terms { get; set; }

    public List<Participant> Participants { get; } = [];

    public IEnumerable<Participant> InTheRoom => Participants.Where(p => p.Joined);

    public string? ReasonEnded { get; set; }

    public string? CallSidEnding { get; set; }

    public int Sequence { get; set; }

    public Recordings.Recording? Recording { get; set; }

    public Task LastReport { get; set; } = Task.CompletedTask;

    public bool Started => Status == "in-progress";

    public bool Over => Status == "completed";

    public Participant? Find(string sidOrLabel) =>
        Participants.Find(p => p.Call.Sid == sidOrLabel) ?? Participants.Find(p => p.Label == sidOrLabel);
}
