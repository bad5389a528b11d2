using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Escalation.Rotas.Domain;

/// <summary>A calendar address that somebody's own calendar program reads. Whoever has the address may read it until it is revoked.</summary>
public sealed class RotaFeed : IBelongsToPractice
{
    public Guid Id { get; init; }
    public required string PracticeId { get; init; }

    /// <summary>All turns of a schedule; null: those of <see cref="ContactId"/> in every schedule.</summary>
    public string? ScheduleId { get; init; }

    public string? ContactId { get; init; }

    /// <summary>Over the secret of the address; the secret itself was shown once.</summary>
    public required string TokenHash { get; init; }

    public Guid By { get; init; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
    public DateTimeOffset? LastReadAt { get; set; }
    public long Version { get; set; }
}

/// <summary>The last good copy of a calendar that fills a layer, and what became of the last attempt to read it.</summary>
public sealed class RotaImport : IBelongsToPractice
{
    public Guid Id { get; init; }
    public required string PracticeId { get; init; }
    public required string ScheduleId { get; init; }
    public required string LayerId { get; init; }

    /// <summary>JSON: the turns of the last good copy.</summary>
    public string Turns { get; set; } = "[]";

    /// <summary>When the last good copy was read; null: there was none yet.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    public Guid? ReadBy { get; set; }

    /// <summary>Where it is fetched from, encrypted (such an address is a secret itself); null: it is uploaded by hand.</summary>
    public string? SourceSecret { get; set; }

    public DateTimeOffset? TriedAt { get; set; }

    /// <summary>Why the last attempt failed; null: it did not.</summary>
    public string? Trouble { get; set; }

    public int UnknownNames { get; set; }
    public bool Floating { get; set; }
    public bool Readable { get; set; } = true;
    public long Version { get; set; }
}
