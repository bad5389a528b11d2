using CallCenter.Api.Features.Audit.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.Audit.Persistence;

internal sealed class AuditTable : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("AuditEntries");
        entry.Property(x => x.Id).ValueGeneratedNever();
        entry.Property(e => e.Actor).HasMaxLength(40);
        entry.Property(e => e.PracticeId).HasMaxLength(40);
        entry.Property(e => e.Verb).HasMaxLength(60);
        entry.Property(e => e.SubjectKind).HasMaxLength(40);
        entry.Property(e => e.SubjectId).HasMaxLength(80);
        entry.Property(e => e.Detail).HasMaxLength(200);
        entry.HasIndex(e => new { e.SubjectKind, e.SubjectId });
        entry.HasIndex(e => new { e.PracticeId, e.At });
        // Append-only: an attempt to change an entry is an exception, not an update.
        foreach (var property in entry.Metadata.GetProperties().Where(p => !p.IsPrimaryKey()))
            property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
    }
}
