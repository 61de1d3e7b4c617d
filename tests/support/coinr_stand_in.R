# What build.R asks of COINr, in base R, from the description of its operations: a stand-in for a machine without it.

new_coin <- function(iData, iMeta, split_to = NULL) {
  stopifnot(
    is.character(iData$uCode), is.character(iData$uName), is.character(iMeta$iCode), is.character(iMeta$Parent),
    is.character(iMeta$Type), is.character(iMeta$iName), is.character(iMeta$Unit), is.numeric(iMeta$Level),
    is.numeric(iMeta$Weight), is.numeric(iMeta$Direction), !anyDuplicated(iMeta$iCode), !anyDuplicated(names(iData)),
    all(make.names(iMeta$iCode) == iMeta$iCode)
  )
  indicators <- iMeta$iCode[iMeta$Type == "Indicator"]
  stopifnot(all(indicators %in% names(iData)), all(vapply(iData[indicators], is.numeric, TRUE)))
  if (!is.null(split_to)) stopifnot(is.numeric(iData$Time))
  list(meta = iMeta, Raw = iData)
}

Normalise <- function(coin, dset, global_specs, global = TRUE) {
  made <- coin[[dset]]
  for (row in which(coin$meta$Type == "Indicator")) {
    one <- coin$meta[row, ]
    x <- made[[one$iCode]]
    low <- one$goalpost_lower
    high <- one$goalpost_upper
    share <- if (one$Direction == 1) (x - low) / (high - low) else (high - x) / (high - low)
    if (isTRUE(as.logical(one$goalpost_trunc2posts))) share <- pmin(pmax(share, 0), 1)
    made[[one$iCode]] <- share * one$goalpost_scale
  }
  coin$Normalised <- made
  coin
}

Aggregate <- function(coin, dset, f_ag) {
  means <- list(
    a_amean = function(x, w) sum(x * w) / sum(w),
    a_gmean = function(x, w) exp(sum(log(x) * w) / sum(w)),
    a_hmean = function(x, w) sum(w) / sum(w / x)
  )
  made <- coin[[dset]]
  stopifnot(length(f_ag) == max(coin$meta$Level, na.rm = TRUE) - 1)
  for (level in seq_along(f_ag) + 1) {
    for (code in coin$meta$iCode[which(coin$meta$Level == level)]) {
      below <- coin$meta[which(coin$meta$Parent == code), ]
      stopifnot(nrow(below) > 0, all(below$Level == level - 1))
      made[[code]] <- apply(as.matrix(made[below$iCode]), 1, function(x) {
        there <- !is.na(x)
        if (any(there)) means[[f_ag[level - 1]]](x[there], below$Weight[there]) else NA
      })
    }
  }
  coin$Aggregated <- made
  coin
}

get_dset <- function(coin, dset) {
  write.csv(coin[[dset]], "aggregated.csv", row.names = FALSE, na = "", fileEncoding = "UTF-8")
}
