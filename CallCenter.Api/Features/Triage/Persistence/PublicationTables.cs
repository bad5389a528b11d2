using CallCenter.Protocols.Triage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.Triage.Persistence;

/// <summary>
/// A package put into service. The newest whose package is not recalled serves. Only ever added; the number is the key, so that of two
/// people who publish in the same moment one is refused.
/// </summary>
public sealed class Publication
{
    public int Number { get; init; }
    public required string Digest { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>As she signs; null for the first one, which the first start made of the folder.</summary>
    public string? Approver { get; init; }
    public Guid? StaffId { get; init; }

    /// <summary>What was accepted, with whose reason: see <c>PublicationRecord</c>.</summary>
    public required string RecordJson { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Publication>
    {
        public void Configure(EntityTypeBuilder<Publication> publication)
        {
            publication.ToTable("TriagePublications");
            publication.HasKey(p => p.Number);
            publication.Property(p => p.Number).ValueGeneratedNever();
            publication.Property(p => p.Digest).HasMaxLength(64);
            publication.Property(p => p.Approver).HasMaxLength(200);
        }
    }
}

/// <summary>A clinician approved exactly these bytes of a protocol when she published a package; counts like an entry of <c>approvals.yaml</c>.</summary>
public sealed class RecordedApproval
{
    public int Publication { get; init; }
    public required string ProtocolId { get; init; }
    public required string ProtocolVersion { get; init; }
    public required string ProtocolDigest { get; init; }
    public required string Approver { get; init; }
    public DateOnly ApprovedOn { get; init; }
    public DateOnly ReviewBy { get; init; }

    public Approval AsApproval() => new(ProtocolId, ProtocolVersion, ProtocolDigest, Approver, ApprovedOn, ReviewBy);

    internal sealed class Table : IEntityTypeConfiguration<RecordedApproval>
    {
        public void Configure(EntityTypeBuilder<RecordedApproval> approval)
        {
            approval.ToTable("TriageApprovals");
            approval.HasKey(a => new { a.Publication, a.ProtocolId });
            approval.Property(a => a.ProtocolId).HasMaxLength(100);
            approval.Property(a => a.ProtocolVersion).HasMaxLength(40);
            approval.Property(a => a.ProtocolDigest).HasMaxLength(64);
            approval.Property(a => a.Approver).HasMaxLength(200);
        }
    }
}

/// <summary>One replay of past calls on a candidate, and how far it is.</summary>
public sealed class ReplayRun
{
    public Guid Id { get; init; }
    public required string Candidate { get; init; }
    public DateTimeOffset Since { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public Guid StartedBy { get; init; }

    /// <summary>The last sign of life: a run whose host died is told by its age.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
    public int Total { get; set; }
    public int Done { get; set; }

    /// <summary>Ids, codes and outcomes of every call that did not stay the same: <c>ReplayResult</c>.</summary>
    public string ResultJson { get; set; } = "";

    internal sealed class Table : IEntityTypeConfiguration<ReplayRun>
    {
        public void Configure(EntityTypeBuilder<ReplayRun> run)
        {
            run.ToTable("TriageReplays");
            run.Property(r => r.Id).ValueGeneratedNever();
            run.Property(r => r.Candidate).HasMaxLength(64);
            run.HasIndex(r => r.Candidate);
        }
    }
}
