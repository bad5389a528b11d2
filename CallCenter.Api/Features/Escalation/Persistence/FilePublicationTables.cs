using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.Escalation.Persistence;

/// <summary>
/// A version of a practice's file put into force. The newest number is in force; its text is the pinned file of the same hash. Only ever
/// added; practice and number are the key, so that of two people who publish in the same moment one is refused.
/// </summary>
public sealed class FilePublication : IBelongsToPractice
{
    public required string PracticeId { get; init; }
    public int Number { get; init; }
    public required string Hash { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>As she signs; null for the first one, which the first start made of the folder.</summary>
    public string? Publisher { get; init; }
    public Guid? StaffId { get; init; }
    public string? Reason { get; init; }

    /// <summary>What was accepted and what changed: see <c>FileRecord</c>.</summary>
    public required string RecordJson { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<FilePublication>
    {
        public void Configure(EntityTypeBuilder<FilePublication> publication)
        {
            publication.ToTable("EscalationPublications");
            publication.HasKey(p => new { p.PracticeId, p.Number });
            publication.Property(p => p.PracticeId).HasMaxLength(60);
            publication.Property(p => p.Number).ValueGeneratedNever();
            publication.Property(p => p.Hash).HasMaxLength(64);
            publication.Property(p => p.Publisher).HasMaxLength(200);
            publication.Property(p => p.Reason).HasMaxLength(1000);
        }
    }
}

/// <summary>A candidate somebody keeps for later; one a practice.</summary>
public sealed class FileDraft : IBelongsToPractice
{
    public required string PracticeId { get; init; }
    public required string Text { get; set; }
    public DateTimeOffset At { get; set; }
    public required string By { get; set; }
    public long Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<FileDraft>
    {
        public void Configure(EntityTypeBuilder<FileDraft> draft)
        {
            draft.ToTable("EscalationDrafts");
            draft.HasKey(d => d.PracticeId);
            draft.Property(d => d.PracticeId).HasMaxLength(60);
            draft.Property(d => d.By).HasMaxLength(200);
            draft.Property(d => d.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>What the last look at the version in force found: every night, at a publication, and when a contact can no longer be reached.</summary>
public sealed class FileCheck : IBelongsToPractice
{
    public required string PracticeId { get; init; }
    public required string Hash { get; set; }
    public DateTimeOffset At { get; set; }
    public int Errors { get; set; }
    public int Warnings { get; set; }

    /// <summary>Escalations that were played through.</summary>
    public int Played { get; set; }
    public required string FindingsJson { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<FileCheck>
    {
        public void Configure(EntityTypeBuilder<FileCheck> check)
        {
            check.ToTable("EscalationFileChecks");
            check.HasKey(c => c.PracticeId);
            check.Property(c => c.PracticeId).HasMaxLength(60);
            check.Property(c => c.Hash).HasMaxLength(64);
        }
    }
}
