using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.Triage.Persistence;

/// <summary>One call's triage. Its state is its log (<see cref="TriageEntry"/>); what is kept here besides is for lists and locks.</summary>
public sealed class TriageSession : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid CallId { get; init; }
    public required string PracticeId { get; init; }
    public Guid? PatientId { get; set; }
    public required string PackageDigest { get; init; }

    /// <summary>The lifecycle's stage after the last event: <c>gate</c>, <c>assessing</c> …</summary>
    public required string Stage { get; set; }

    /// <summary>The final disposition as it stands.</summary>
    public string? DispositionCode { get; set; }
    public DateTimeOffset OpenedAt { get; init; }
    public string DraftNote { get; set; } = "";
    public string? SignedNote { get; set; }
    public DateTimeOffset? SignedAt { get; set; }
    public int Events { get; set; }

    /// <summary>When the log was last told that its package is recalled.</summary>
    public DateTimeOffset? RecalledAt { get; set; }

    /// <summary>When a clinical lead looked at this call after the recall, and who.</summary>
    public DateTimeOffset? ReviewedAt { get; set; }
    public Guid? ReviewedBy { get; set; }
    public long Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<TriageSession>
    {
        public void Configure(EntityTypeBuilder<TriageSession> session)
        {
            session.ToTable("TriageSessions");
            session.Property(s => s.PracticeId).HasMaxLength(60);
            session.Property(s => s.PackageDigest).HasMaxLength(64);
            session.Property(s => s.Stage).HasMaxLength(30);
            session.Property(s => s.DispositionCode).HasMaxLength(30);
            session.Property(s => s.Version).IsConcurrencyToken();
            session.HasIndex(s => s.CallId).IsUnique();
            session.HasIndex(s => s.PackageDigest);
        }
    }
}

/// <summary>One event of a session, as the Protocols library writes it. Only ever added.</summary>
public sealed class TriageEntry : IBelongsToPractice
{
    public Guid SessionId { get; init; }
    public int Number { get; init; }
    public Guid EventId { get; init; }
    public required string PracticeId { get; init; }
    public required string Json { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<TriageEntry>
    {
        public void Configure(EntityTypeBuilder<TriageEntry> entry)
        {
            entry.ToTable("TriageEvents");
            entry.HasKey(e => new { e.SessionId, e.Number });
            entry.Property(e => e.PracticeId).HasMaxLength(60);
            entry.HasIndex(e => new { e.SessionId, e.EventId }).IsUnique();
        }
    }
}

/// <summary>A package that is or was in service: calls keep theirs to the end, whatever is published later.</summary>
public sealed class PinnedPackage
{
    public required string Digest { get; init; }
    public required string Json { get; init; }
    public DateTimeOffset InServiceFrom { get; init; }

    /// <summary>Set once and for good: these bytes do not come back into service.</summary>
    public DateTimeOffset? RecalledAt { get; set; }
    public string? RecalledBy { get; set; }
    public string? RecallReason { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<PinnedPackage>
    {
        public void Configure(EntityTypeBuilder<PinnedPackage> package)
        {
            package.ToTable("TriagePackages");
            package.HasKey(p => p.Digest);
            package.Property(p => p.Digest).HasMaxLength(64);
            package.Property(p => p.RecalledBy).HasMaxLength(200);
            package.Property(p => p.RecallReason).HasMaxLength(1000);
        }
    }
}
