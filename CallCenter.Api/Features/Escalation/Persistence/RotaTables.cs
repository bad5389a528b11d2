using CallCenter.Api.Features.Escalation.Rotas.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.Escalation.Persistence;

internal sealed class RotaChangeTable : IEntityTypeConfiguration<RotaChange>
{
    public void Configure(EntityTypeBuilder<RotaChange> change)
    {
        change.ToTable("RotaChanges");
        change.Property(c => c.PracticeId).HasMaxLength(60);
        change.Property(c => c.ScheduleId).HasMaxLength(80);
        change.Property(c => c.From).HasMaxLength(16);
        change.Property(c => c.To).HasMaxLength(16);
        change.Property(c => c.Remove).HasMaxLength(80);
        change.Property(c => c.Add).HasMaxLength(80);
        change.Property(c => c.AgreedBy).HasMaxLength(80);
        change.Property(c => c.AgreedHow).HasMaxLength(20);
        change.Property(c => c.Accepted).HasMaxLength(100);
        change.Property(c => c.Reason).HasMaxLength(300);
        change.Property(c => c.EndReason).HasMaxLength(300);
        change.Property(c => c.Version).IsConcurrencyToken();
        change.HasIndex(c => new { c.PracticeId, c.State, c.EndsAt });
        change.HasIndex(c => c.DealId);
    }
}

internal sealed class RotaNoticeTable : IEntityTypeConfiguration<RotaNotice>
{
    public void Configure(EntityTypeBuilder<RotaNotice> notice)
    {
        notice.ToTable("RotaNotices");
        notice.Property(n => n.PracticeId).HasMaxLength(60);
        notice.Property(n => n.Key).HasMaxLength(190);
        notice.Property(n => n.ScheduleId).HasMaxLength(80);
        notice.Property(n => n.ContactId).HasMaxLength(80);
        notice.Property(n => n.DestinationId).HasMaxLength(80);
        notice.Property(n => n.ProviderSid).HasMaxLength(80);
        notice.Property(n => n.Result).HasMaxLength(200);
        notice.Property(n => n.ProvenOn).HasMaxLength(34);
        notice.Property(n => n.LinkHash).HasMaxLength(64);
        notice.Property(n => n.LinkSecret).HasMaxLength(1000);
        notice.Property(n => n.Version).IsConcurrencyToken();
        notice.Ignore(n => n.Waits);
        notice.HasIndex(n => n.Key).IsUnique();
        notice.HasIndex(n => n.LinkHash);
        notice.HasIndex(n => new { n.PracticeId, n.TurnEnd });
    }
}

internal sealed class DestinationProofTable : IEntityTypeConfiguration<DestinationProof>
{
    public void Configure(EntityTypeBuilder<DestinationProof> proof)
    {
        proof.ToTable("RotaDestinationProofs");
        proof.HasKey(p => new { p.PracticeId, p.ContactId, p.DestinationId });
        proof.Property(p => p.PracticeId).HasMaxLength(60);
        proof.Property(p => p.ContactId).HasMaxLength(80);
        proof.Property(p => p.DestinationId).HasMaxLength(80);
        proof.Property(p => p.AddressHash).HasMaxLength(64);
        proof.Property(p => p.How).HasMaxLength(20);
    }
}

internal sealed class RotaClockTable : IEntityTypeConfiguration<RotaClock>
{
    public void Configure(EntityTypeBuilder<RotaClock> clock)
    {
        clock.ToTable("RotaClocks");
        clock.Property(c => c.PracticeId).HasMaxLength(60);
        clock.Property(c => c.ScheduleId).HasMaxLength(80);
        clock.Property(c => c.Version).IsConcurrencyToken();
        clock.HasIndex(c => new { c.PracticeId, c.ScheduleId }).IsUnique();
    }
}

internal sealed class RotaFeedTable : IEntityTypeConfiguration<RotaFeed>
{
    public void Configure(EntityTypeBuilder<RotaFeed> feed)
    {
        feed.ToTable("RotaFeeds");
        feed.Property(f => f.PracticeId).HasMaxLength(60);
        feed.Property(f => f.ScheduleId).HasMaxLength(80);
        feed.Property(f => f.ContactId).HasMaxLength(80);
        feed.Property(f => f.TokenHash).HasMaxLength(64);
        feed.Property(f => f.Version).IsConcurrencyToken();
        feed.HasIndex(f => f.TokenHash).IsUnique();
        feed.HasIndex(f => f.PracticeId);
    }
}

internal sealed class RotaImportTable : IEntityTypeConfiguration<RotaImport>
{
    public void Configure(EntityTypeBuilder<RotaImport> import)
    {
        import.ToTable("RotaImports");
        import.Property(i => i.PracticeId).HasMaxLength(60);
        import.Property(i => i.ScheduleId).HasMaxLength(80);
        import.Property(i => i.LayerId).HasMaxLength(80);
        import.Property(i => i.SourceSecret).HasMaxLength(2000);
        import.Property(i => i.Trouble).HasMaxLength(600);
        import.Property(i => i.Version).IsConcurrencyToken();
        import.HasIndex(i => new { i.PracticeId, i.ScheduleId, i.LayerId }).IsUnique();
    }
}
