namespace CallCenter.TwilioEmulator.Messages;

internal sealed class TextMessage(string sid, string from, string to, string body, string direction, DateTimeOffset createdAt)
{
    public string Sid => sid;

    public string From => from;

    public string To => to;

    public string Body { get; set; } = body;

    /// <summary>outbound-api or inbound.</summary>
    public string Direction => direction;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    public string Status { get; set; } = "queued";

    public int? ErrorCode { get; set; }

    public string? StatusCallback { get; init; }

    public string? MessagingServiceSid { get; init; }

    /// <summary>Pictures, by their addresses.</summary>
    public IReadOnlyList<string> Media { get; init; } = [];

    public int NumSegments => Media.Count > 0 ? 1 : Segments.Of(Body);

    public Task LastReport { get; set; } = Task.CompletedTask;
}
