using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Escalation.Files;

/// <summary>The text of a file version that some escalation pinned. Whatever happens to the folder, that escalation finds its own steps here.</summary>
public sealed class PinnedFile : IBelongsToPractice
{
    public required string PracticeId { get; init; }

    /// <summary>Over the normal form of <see cref="Text"/>.</summary>
    public required string Hash { get; init; }

    public required string Text { get; init; }
    public DateTimeOffset FirstPinnedAt { get; init; }
}
