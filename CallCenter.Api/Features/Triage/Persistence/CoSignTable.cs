using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.Triage.Persistence;

public enum CoSignState { Open, Agreed, Refused, Expired }

/// <summary>A nurse's request that a second clinician agrees to leave a locked level. Kept for ever, whatever came of it.</summary>
public sealed class CoSign : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid SessionId { get; init; }
    public Guid CallId { get; init; }
    public required string PracticeId { get; init; }
    public Guid AskedBy { get; init; }
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>The protocol's disposition, and the final one, as they stood when she asked: once either changes the request is void.</summary>
    public required string From { get; init; }
    public required string Final { get; init; }
    public required string To { get; init; }
    public required string ReasonCode { get; init; }

    /// <summary>Her reason in words (personal data).</summary>
    public required string Text { get; init; }
    public CoSignState State { get; set; }
    public Guid? AnsweredBy { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>The second clinician's reason, or why the request expired.</summary>
    public string? Answer { get; set; }
    public long Version { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<CoSign>
    {
        public void Configure(EntityTypeBuilder<CoSign> coSign)
        {
            coSign.ToTable("CoSigns");
            coSign.Property(c => c.PracticeId).HasMaxLength(60);
            coSign.Property(c => c.From).HasMaxLength(30);
            coSign.Property(c => c.Final).HasMaxLength(30);
            coSign.Property(c => c.To).HasMaxLength(30);
            coSign.Property(c => c.ReasonCode).HasMaxLength(40);
            coSign.Property(c => c.Text).HasMaxLength(500);
            coSign.Property(c => c.Answer).HasMaxLength(500);
            coSign.Property(c => c.Version).IsConcurrencyToken();
            coSign.HasIndex(c => new { c.SessionId, c.State });
            coSign.HasIndex(c => c.State);
        }
    }
}
