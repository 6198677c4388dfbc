/*
title: 空
entities: [persn]
severity: hi
sentence: { zh: 空 }
*/
