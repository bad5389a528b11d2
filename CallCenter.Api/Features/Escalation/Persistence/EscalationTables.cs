using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.Escalation.Persistence;

internal sealed class EscalationCaseTable : IEntityTypeConfiguration<EscalationCase>
{
    public void Configure(EntityTypeBuilder<EscalationCase> escalation)
    {
        escalation.ToTable("Escalations");
        escalation.Property(e => e.PracticeId).HasMaxLength(60);
        escalation.Property(e => e.TimeZone).HasMaxLength(60);
        escalation.Property(e => e.FileHash).HasMaxLength(64);
        escalation.Property(e => e.ProtocolId).HasMaxLength(80);
        escalation.Property(e => e.Disposition).HasMaxLength(40);
        escalation.Property(e => e.StepId).HasMaxLength(80);
        escalation.Property(e => e.Paged).HasMaxLength(2000);
        escalation.Property(e => e.Declined).HasMaxLength(2000);
        escalation.Property(e => e.TakenBy).HasMaxLength(80);
        escalation.Property(e => e.Outcome).HasMaxLength(400);
        escalation.Property(e => e.EndedBy).HasMaxLength(80);
        escalation.Property(e => e.LastHash).HasMaxLength(64);
        escalation.Property(e => e.Version).IsConcurrencyToken();
        escalation.Ignore(e => e.StillAsks);
        escalation.Ignore(e => e.Rank);
        escalation.Ignore(e => e.AskedByHand);
        escalation.Ignore(e => e.IsTaken);
        escalation.Ignore(e => e.TakenAfter);
        escalation.HasIndex(e => e.CallId);
        escalation.HasIndex(e => e.SessionId);
        escalation.HasIndex(e => new { e.Phase, e.ClinicalDeadline });
    }
}

internal sealed class PageTable : IEntityTypeConfiguration<Page>
{
    public void Configure(EntityTypeBuilder<Page> page)
    {
        page.ToTable("EscalationPages");
        page.Property(p => p.PracticeId).HasMaxLength(60);
        page.Property(p => p.Key).HasMaxLength(190);
        page.Property(p => p.ContactId).HasMaxLength(80);
        page.Property(p => p.DestinationId).HasMaxLength(80);
        page.Property(p => p.StepId).HasMaxLength(80);
        page.Property(p => p.ProviderSid).HasMaxLength(34);
        page.Property(p => p.AnsweredBy).HasMaxLength(40);
        page.Property(p => p.Result).HasMaxLength(200);
        page.Property(p => p.ProvenOn).HasMaxLength(34);
        page.Property(p => p.LinkHash).HasMaxLength(64);
        page.Property(p => p.LinkSecret).HasMaxLength(1000);
        page.Property(p => p.Version).IsConcurrencyToken();
        page.Ignore(p => p.IsOver);
        page.HasIndex(p => p.Key).IsUnique();
        page.HasIndex(p => new { p.EscalationId, p.Visit, p.Attempt });
        page.HasIndex(p => p.LinkHash);
        page.HasIndex(p => p.ProviderSid);
    }
}

internal sealed class EscalationLineTable : IEntityTypeConfiguration<EscalationLine>
{
    public void Configure(EntityTypeBuilder<EscalationLine> line)
    {
        line.ToTable("EscalationNotes");
        line.Property(l => l.PracticeId).HasMaxLength(60);
        line.Property(l => l.LocalTime).HasMaxLength(40);
        line.Property(l => l.Actor).HasMaxLength(200);
        line.Property(l => l.What).HasMaxLength(600);
        line.Property(l => l.Evidence).HasMaxLength(300);
        line.Property(l => l.PreviousHash).HasMaxLength(64);
        line.Property(l => l.Hash).HasMaxLength(64);
        line.HasIndex(l => new { l.EscalationId, l.Number }).IsUnique();
    }
}

internal sealed class TextOptOutTable : IEntityTypeConfiguration<TextOptOut>
{
    public void Configure(EntityTypeBuilder<TextOptOut> stopped)
    {
        stopped.ToTable("EscalationOptOuts");
        stopped.HasKey(o => new { o.PracticeId, o.ContactId });
        stopped.Property(o => o.PracticeId).HasMaxLength(60);
        stopped.Property(o => o.ContactId).HasMaxLength(80);
    }
}

internal sealed class PinnedFileTable : IEntityTypeConfiguration<PinnedFile>
{
    public void Configure(EntityTypeBuilder<PinnedFile> file)
    {
        file.ToTable("EscalationFiles");
        file.HasKey(f => new { f.PracticeId, f.Hash });
        file.Property(f => f.PracticeId).HasMaxLength(60);
        file.Property(f => f.Hash).HasMaxLength(64);
    }
}
