using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallCenter.Api.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Publishing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "RecalledAt",
                table: "TriageSessions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ReviewedAt",
                table: "TriageSessions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReviewedBy",
                table: "TriageSessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RecallReason",
                table: "TriagePackages",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RecalledAt",
                table: "TriagePackages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RecalledBy",
                table: "TriagePackages",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "ClinicalLead",
                table: "Staff",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "TriageApprovals",
                columns: table => new
                {
                    Publication = table.Column<int>(type: "INTEGER", nullable: false),
                    ProtocolId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ProtocolVersion = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ProtocolDigest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Approver = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ApprovedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ReviewBy = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TriageApprovals", x => new { x.Publication, x.ProtocolId });
                });

            migrationBuilder.CreateTable(
                name: "TriagePublications",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Approver = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    StaffId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RecordJson = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TriagePublications", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "TriageReplays",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Candidate = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Total = table.Column<int>(type: "INTEGER", nullable: false),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    ResultJson = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TriageReplays", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_TriageSessions_PackageDigest",
                table: "TriageSessions",
                column: "PackageDigest");

            migrationBuilder.CreateIndex(
                name: "IX_TriageReplays_Candidate",
                table: "TriageReplays",
                column: "Candidate");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TriageApprovals");

            migrationBuilder.DropTable(
                name: "TriagePublications");

            migrationBuilder.DropTable(
                name: "TriageReplays");

            migrationBuilder.DropIndex(
                name: "IX_TriageSessions_PackageDigest",
                table: "TriageSessions");

            migrationBuilder.DropColumn(
                name: "RecalledAt",
                table: "TriageSessions");

            migrationBuilder.DropColumn(
                name: "ReviewedAt",
                table: "TriageSessions");

            migrationBuilder.DropColumn(
                name: "ReviewedBy",
                table: "TriageSessions");

            migrationBuilder.DropColumn(
                name: "RecallReason",
                table: "TriagePackages");

            migrationBuilder.DropColumn(
                name: "RecalledAt",
                table: "TriagePackages");

            migrationBuilder.DropColumn(
                name: "RecalledBy",
                table: "TriagePackages");

            migrationBuilder.DropColumn(
                name: "ClinicalLead",
                table: "Staff");
        }
    }
}
